import { z } from '@hono/zod-openapi';
import { roles } from '@weft/step-kit';

export const stepTypeSummarySchema = z
  .object({
    type: z.string(),
    version: z.int(),
    title: z.string(),
    summary: z.string(),
    category: z.string(),
    keywords: z.array(z.string()),
    role: z.enum(roles),
    effect: z.enum(['none', 'idempotent', 'once', 'depends']),
    icon: z.string().openapi({ description: 'SVG, 24 × 24, in `currentColor`.' }),
    initial: z.record(z.string(), z.unknown()),
    configSchema: z.record(z.string(), z.unknown()).openapi({ description: 'JSON Schema 2020-12; fields carry `widget` and other hints.' }),
  })
  .openapi('StepTypeSummary');

export const stepTypeSchema = stepTypeSummarySchema
  .extend({
    docs: z.string().openapi({ description: 'Markdown.' }),
    examples: z.array(z.record(z.string(), z.unknown())),
  })
  .openapi('StepType');
