/** A cross-reference table as an object, for `lookup`. */
export function tableOf({
  rows,
}: {
  readonly name: string;
  readonly rows: readonly { readonly from: string; readonly to: string }[];
}): Readonly<Record<string, string>> {
  return Object.fromEntries(rows.map(({ from, to }) => [from, to]));
}
