import { codes, type ErrorCode, WeftError } from '@weft/errors';

/** The management API from the caller's side. Paths begin after `/api/v1`. */
export interface Api {
  /** The JSON of a success; undefined where there is none. @throws WeftError what the API refused with, `CONNECTION_FAILED` where it was not reached. */
  call<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>;
  /** An answer that is read as it comes. @throws WeftError as `call`. */
  stream(path: string, signal: AbortSignal): Promise<Response>;
  /** Sends bytes as they come, for as long as it takes. @throws WeftError as `call`. */
  upload<T>(path: string, bytes: ReadableStream<Uint8Array>): Promise<T>;
}

export interface ApiOptions {
  /** Of the studio: `http://127.0.0.1:3000`. */
  readonly baseUrl: string;
  readonly token: string;
}

/** As long as the longest wait of an execution, and some. */
const timeoutMs = 330_000;

export function openApi({ baseUrl, token }: ApiOptions): Api {
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = { ...init.headers, authorization: `Bearer ${token}` };
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/api/v1${path}`, { ...init, headers }).catch((cause: unknown) => {
      throw new WeftError('CONNECTION_FAILED', `Weft does not answer at ${baseUrl}. Is it running? Its address is read from WEFT_URL.`, {
        cause,
      });
    });
    if (!response.ok) throw await refusal(response);
    return response;
  };
  return {
    call: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const response = await send(path, {
        method,
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
    stream: (path, signal) => send(path, { signal }),
    upload: async <T>(path: string, bytes: ReadableStream<Uint8Array>): Promise<T> => {
      // `duplex` is what fetch wants for a body that it cannot read twice; its types do not know it.
      const init = { method: 'POST', headers: { 'content-type': 'application/gzip' }, body: bytes, duplex: 'half' } as RequestInit;
      return (await (await send(path, init)).json()) as T;
    },
  };
}

async function refusal(response: Response): Promise<WeftError> {
  const problem = (await response.json().catch(() => ({}))) as { code?: unknown; detail?: unknown; problems?: unknown };
  const code = typeof problem.code === 'string' && Object.hasOwn(codes, problem.code) ? (problem.code as ErrorCode) : 'INTERNAL';
  const text = typeof problem.detail === 'string' ? problem.detail : `Weft answered with status ${response.status}.`;
  return new WeftError(code, text, {
    status: response.status,
    ...(Array.isArray(problem.problems) ? { problems: problem.problems } : {}),
  });
}
