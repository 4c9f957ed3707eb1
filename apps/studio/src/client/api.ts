/** A refusal of the management API: an RFC 9457 problem, or that the server was not reached (`status` 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  /** The whole problem document, extension members included. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    const title = typeof body['title'] === 'string' ? body['title'] : 'The server refused';
    super(typeof body['detail'] === 'string' ? body['detail'] : title);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = typeof body['code'] === 'string' ? body['code'] : 'INTERNAL';
    // A conflict is also an address that is taken or a connection in use: there the sentence alone tells which.
    this.title = this.code === 'CONFLICT' ? this.message : title;
    this.body = body;
  }

  /** True where the server was not reached at all: trying again may help. */
  get isOffline(): boolean {
    return this.status === 0;
  }
}

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly signal?: AbortSignal | undefined;
}

/** The address of a management resource: `apiUrl('/processes', { limit: 5 })`. */
export function apiUrl(path: string, query: ApiRequest['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value));
  const text = search.toString();
  return `/api/v1${path}${text === '' ? '' : `?${text}`}`;
}

/**
 * Calls the management API as the signed-in person.
 * @throws ApiProblem for every answer that is no success; a 401 also sends the browser to the sign-in page.
 */
export async function callApi<T>(path: string, { method = 'GET', body, query, signal }: ApiRequest = {}): Promise<T> {
  const response = await reach(apiUrl(path, query), {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.ok) {
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  const problem = await readProblem(response);
  if (problem.status === 401) leaveForSignIn();
  throw problem;
}

/** `fetch` whose failure to reach the server is an {@link ApiProblem} too. */
async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw new ApiProblem(0, { title: 'The studio cannot reach its server', detail: 'Check that Weft is running and the network is up.' });
  }
}

/** The problem document of a refused answer. */
async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body === 'object' && body !== null) return new ApiProblem(response.status, body as Record<string, unknown>);
  return new ApiProblem(response.status, { title: `The server answered ${response.status}` });
}

function leaveForSignIn(): void {
  if (window.location.pathname === '/sign-in') return;
  window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`);
}
