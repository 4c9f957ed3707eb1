import type { BrowserContext } from '@playwright/test';

/** What the pages of a context complained about. */
export interface Watch {
  /** Errors of scripts and of the console, violations of the Content-Security-Policy, requests that left this machine. */
  complaints(): readonly string[];
  /** A complaint that the test brings about on purpose, such as a refused request in the console. */
  allow(pattern: RegExp): void;
}

/** Watches every page of a context from its first request on. */
export async function watchContext(context: BrowserContext): Promise<Watch> {
  const heard: string[] = [];
  const allowed: RegExp[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') heard.push(`console: ${message.text()}`);
  });
  context.on('weberror', (thrown) => heard.push(`script: ${thrown.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(?:https?|wss?):$/.test(url.protocol) && url.hostname !== '127.0.0.1') heard.push(`foreign host: ${request.url()}`);
  });
  await context.exposeFunction('reportPolicyViolation', (text: string) => heard.push(`policy: ${text}`));
  // Runs in the page, whose types this program does not have.
  await context.addInitScript(`document.addEventListener('securitypolicyviolation', (event) =>
    reportPolicyViolation(event.violatedDirective + ' ' + event.blockedURI + ' at ' + event.sourceFile + ':' + event.lineNumber))`);
  return {
    complaints: () => heard.filter((text) => !allowed.some((pattern) => pattern.test(text))),
    allow: (pattern) => allowed.push(pattern),
  };
}
