import type { Role } from '../client/resources.ts';

/** The pages of the settings room, each with the least role that may see it. */
export const settingsSections = [
  { id: 'people', title: 'People', least: 'admin' },
  { id: 'tokens', title: 'API tokens', least: 'admin' },
  { id: 'endpoint-keys', title: 'Endpoint keys', least: 'operator' },
  { id: 'audit', title: 'Audit', least: 'admin' },
  { id: 'account', title: 'Your account', least: 'viewer' },
] as const satisfies ReadonlyArray<{ id: string; title: string; least: Role }>;

export type SettingsSection = (typeof settingsSections)[number]['id'];

export function isSettingsSection(text: string): text is SettingsSection {
  return settingsSections.some((section) => section.id === text);
}
