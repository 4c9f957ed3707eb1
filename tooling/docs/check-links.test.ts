import { expect, test } from 'vitest';
import { linkProblems } from './check-links.ts';
import { anchorsOf, linksOf } from './markdown.ts';

const pages: Readonly<Record<string, string>> = {
  'README.md':
    '# Top\n\n[guide](docs/guide.md#what-is-it) ![picture](docs/a.png) [folder](docs) [site](https://example.org/#x) [here](#top)\n',
  'docs/guide.md': '# Guide\n\n## What is it?\n\n## What is it?\n\n[up](../README.md)\n',
};
const paths = new Set([...Object.keys(pages), 'docs/a.png']);
const problemsOf = (file: string, text: string) =>
  linkProblems(file, { paths, read: (name) => (name === file ? text : (pages[name] ?? '')) });

test('links that lead somewhere are no problem: files, folders, headings, other sites', () => {
  for (const [file, text] of Object.entries(pages)) expect(problemsOf(file, text)).toEqual([]);
});

test('a link to a file that is not there is named with its line', () => {
  expect(problemsOf('docs/b.md', 'x\n[a](a.md)')).toEqual(['docs/b.md:2 links to a.md, and there is no docs/a.md in the repository.']);
  expect(problemsOf('docs/b.md', '![a](../images/a.png)')).toHaveLength(1);
  expect(problemsOf('docs/b.md', '[a]: guide2.md')).toHaveLength(1);
});

test('a link to a heading that is not there is named', () => {
  expect(problemsOf('docs/b.md', '[a](guide.md#what-was-it)')).toEqual([
    'docs/b.md:1 links to guide.md#what-was-it, and docs/guide.md has no heading for #what-was-it.',
  ]);
  expect(problemsOf('docs/b.md', '# One\n[a](#two)')).toHaveLength(1);
});

test('anchors are those of GitHub: punctuation gone, code kept, repeated headings numbered', () => {
  expect([...anchorsOf('# `npm start` & more\n## A (b)\n## A (b)\n```\n# not one\n```\n')]).toEqual(['npm-start--more', 'a-b', 'a-b-1']);
});

test('what stands in code is no link', () => {
  expect(linksOf('`[a](b.md)`\n```md\n[a](b.md)\n```\n[c](d.md)')).toEqual([{ target: 'd.md', line: 5 }]);
});
