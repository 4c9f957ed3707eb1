export { type LoadMasterKeyOptions, loadMasterKey, type MasterKey } from './master-key.ts';
export { type Secret, secret } from './secret.ts';
export { createVault, sealedWith, type Vault } from './vault.ts';
