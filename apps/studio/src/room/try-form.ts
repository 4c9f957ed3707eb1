import type { TryRequest } from '../client/executions.ts';
import type { PairList } from './pairs.tsx';

export interface TryForm {
  readonly method: string;
  readonly path: string;
  /** Of the path's parameters; `1` where nothing was typed. */
  readonly values: Readonly<Record<string, string>>;
  readonly query: PairList;
  readonly headers: PairList;
  readonly contentType: string;
  readonly body: string;
}

/** The request as an endpoint would hand it to the process: everything of the call becomes properties of the execution. */
export function toTryRequest({ method, path, values, query, headers, contentType, body }: TryForm): TryRequest {
  const properties: Record<string, string> = { inmethod: method };
  const filled = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const value = values[name] === undefined || values[name] === '' ? '1' : values[name];
    properties[`param_${name}`] = value;
    return encodeURIComponent(value);
  });
  properties['inpath'] = `/ws/rest/${filled}`;
  for (const { name, value } of query) if (name !== '') properties[`query_${name}`] = value;
  for (const { name, value } of headers) if (name !== '') properties[`inheader_${name.toLowerCase()}`] = value;
  if (body === '') return { properties };
  return { properties, contentType, body: isJson(contentType) ? JSON.parse(body) : body };
}

function isJson(contentType: string): boolean {
  return /[/+]json\b/.test(contentType);
}
