import type { Properties } from '@weft/document';
import type { WeftError } from '@weft/errors';

/** What a caught failure adds to the properties of the document that goes on in its place. */
export function withError(properties: Properties, error: WeftError): Properties {
  return {
    ...properties,
    error_code: error.code,
    error_message: error.message,
    error_status: error.status,
    error_step: error.place?.stepId ?? '',
    error_document: error.place?.documentId ?? '',
  };
}
