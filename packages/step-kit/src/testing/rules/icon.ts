import type { Rule } from '../rule.ts';

/** It takes the colour of the text around it and cannot load or run anything. */
export const iconIsDrawn: Rule = {
  name: 'its icon is an svg of 24 by 24 in the current colour',
  check: ({ entry: { icon } }) => {
    const problems: string[] = [];
    if (!/^\s*<svg[\s>]/.test(icon) || !icon.trimEnd().endsWith('</svg>')) problems.push('The icon is no <svg>.');
    if (!icon.includes('viewBox="0 0 24 24"')) problems.push('The icon has no viewBox of 0 0 24 24.');
    if (!icon.includes('currentColor')) problems.push('The icon does not use currentColor.');
    if (/<script|\son\w+=|href=|#[0-9a-f]{3,8}\b/i.test(icon)) problems.push('The icon has a script, a link or a colour of its own.');
    return problems;
  },
};
