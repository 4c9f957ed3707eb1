import type { Rule } from '../rule.ts';

/** The folder's name is the type's, and both can stand in a process file and in a URL. */
export const typeIsAFolderName: Rule = {
  name: 'its type can be the name of a folder',
  check: ({ entry }) => {
    const { type, version } = entry.definition;
    const problems =
      /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(type) && type.length <= 63 ? [] : [`"${type}" is not kebab-case of at most 63 characters.`];
    return Number.isInteger(version) && version >= 1 ? problems : [...problems, `The version ${version} is no whole number from 1.`];
  },
};
