import type { ExecutionTrace, ProcessFile } from '@weft/process';

/** The value of the document that entered a step last, where it was recorded whole and is JSON. */
export function lastBody(file: ProcessFile, stepId: string, trace: ExecutionTrace | undefined): unknown {
  const incoming = file.links.filter((link) => link.to === stepId);
  const document = trace?.documents.findLast((candidate) =>
    incoming.some((link) => link.from.step === candidate.stepId && link.from.port === candidate.port),
  );
  const isJson = /[/+]json\b/.test(document?.contentType ?? '');
  if (!isJson || document?.body === undefined || !('text' in document.body) || document.truncated === true) return undefined;
  try {
    return JSON.parse(document.body.text);
  } catch {
    return undefined;
  }
}
