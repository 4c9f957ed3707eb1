import type { PersonRole } from '@weft/database';

/**
 * Who may call what: the least role for every operation of the API. `anyone` needs no sign-in.
 *
 * A viewer sees, an editor draws and tries, an operator runs production and holds its connections and keys, an admin
 * decides who else may.
 */
export const operations = {
  getSetUp: 'anyone',
  completeSetUp: 'anyone',
  signIn: 'anyone',
  signOut: 'anyone',
  getProcessSchema: 'anyone',

  getMe: 'viewer',
  changeMyPassword: 'viewer',
  listProcesses: 'viewer',
  getProcess: 'viewer',
  listVersions: 'viewer',
  getVersion: 'viewer',
  listExecutions: 'viewer',
  getExecution: 'viewer',
  listConnections: 'viewer',
  getConnection: 'viewer',
  listConnectionTypes: 'viewer',
  listEndpoints: 'viewer',
  listSchedules: 'viewer',
  listParkedDocuments: 'viewer',
  listStepTypes: 'viewer',
  getStepType: 'viewer',
  watchExecutions: 'viewer',
  watchExecution: 'viewer',

  createProcess: 'editor',
  replaceDraft: 'editor',
  validateProcess: 'editor',
  startExecution: 'editor',
  testSavedConnection: 'editor',

  deleteProcess: 'operator',
  publishProcess: 'operator',
  unpublishProcess: 'operator',
  rollBackProcess: 'operator',
  setSchedulePaused: 'operator',
  runSchedule: 'operator',
  cancelExecution: 'operator',
  // What the process marks as not to be recorded stands in it as it is.
  getParkedDocument: 'operator',
  editParkedDocument: 'operator',
  resumeParkedDocument: 'operator',
  discardParkedDocument: 'operator',
  rerunExecution: 'operator',
  createConnection: 'operator',
  replaceConnection: 'operator',
  // Sends stored secrets to whatever address the request names.
  testConnection: 'operator',
  deleteConnection: 'operator',
  listEndpointKeys: 'operator',
  createEndpointKey: 'operator',
  deleteEndpointKey: 'operator',

  listTokens: 'admin',
  createToken: 'admin',
  deleteToken: 'admin',
  listPeople: 'admin',
  createPerson: 'admin',
  changePerson: 'admin',
  removePerson: 'admin',
  listAudit: 'admin',
  getKeys: 'admin',
  rotateKeys: 'admin',
  makeBackup: 'admin',
  restoreBackup: 'admin',
} as const satisfies Record<string, PersonRole | 'anyone'>;

export type OperationId = keyof typeof operations;
