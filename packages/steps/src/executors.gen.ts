// Written by `node tooling/generate/main.ts`. Change the folders of the step types instead.
import type { AnyStepImplementation } from '@weft/step-kit/executor';
import { implementation as businessRules } from './business-rules/executor.ts';
import { implementation as cacheGet } from './cache-get/executor.ts';
import { implementation as cachePut } from './cache-put/executor.ts';
import { implementation as callProcess } from './call-process/executor.ts';
import { implementation as combine } from './combine/executor.ts';
import { implementation as convert } from './convert/executor.ts';
import { implementation as dataProcess } from './data-process/executor.ts';
import { implementation as decision } from './decision/executor.ts';
import { implementation as delay } from './delay/executor.ts';
import { implementation as filter } from './filter/executor.ts';
import { implementation as forEach } from './for-each/executor.ts';
import { implementation as log } from './log/executor.ts';
import { implementation as map } from './map/executor.ts';
import { implementation as message } from './message/executor.ts';
import { implementation as park } from './park/executor.ts';
import { implementation as raiseError } from './raise-error/executor.ts';
import { implementation as reply } from './reply/executor.ts';
import { implementation as route } from './route/executor.ts';
import { implementation as script } from './script/executor.ts';
import { implementation as setProperties } from './set-properties/executor.ts';
import { implementation as skipDuplicates } from './skip-duplicates/executor.ts';
import { implementation as split } from './split/executor.ts';
import { implementation as stop } from './stop/executor.ts';
import { implementation as summarize } from './summarize/executor.ts';
import { implementation as validate } from './validate/executor.ts';
import { implementation as waitForCallback } from './wait-for-callback/executor.ts';

/** What each step type of this package does, by type. */
export const stepImplementations: ReadonlyMap<string, AnyStepImplementation> = new Map<string, AnyStepImplementation>([
  ['business-rules', businessRules],
  ['cache-get', cacheGet],
  ['cache-put', cachePut],
  ['call-process', callProcess],
  ['combine', combine],
  ['convert', convert],
  ['data-process', dataProcess],
  ['decision', decision],
  ['delay', delay],
  ['filter', filter],
  ['for-each', forEach],
  ['log', log],
  ['map', map],
  ['message', message],
  ['park', park],
  ['raise-error', raiseError],
  ['reply', reply],
  ['route', route],
  ['script', script],
  ['set-properties', setProperties],
  ['skip-duplicates', skipDuplicates],
  ['split', split],
  ['stop', stop],
  ['summarize', summarize],
  ['validate', validate],
  ['wait-for-callback', waitForCallback],
]);
