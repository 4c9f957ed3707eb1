export { type Api, openApi } from './api.ts';
export { type ConnectionFile, installConnections, installProcess } from './install.ts';
export { type Installed, installExamples } from './install-examples.ts';
export { readConnectionFile } from './read-connection-file.ts';
export { readServerEvents, type ServerEvent } from './server-events.ts';
