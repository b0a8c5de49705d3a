import type { QueryRunner } from 'typeorm';
import { BootError } from './configuration';

/** The setting under which a migration finds the name of the application role. */
export const appRoleSetting = 'xunbu.app_role';

/** The role of the running service, to which a migration grants what it needs. */
export async function appRoleOf(runner: QueryRunner): Promise<string> {
  const [row] = (await runner.query(`select current_setting('${appRoleSetting}', true) as role`)) as { readonly role: string | null }[];
  if (row?.role) return row.role;
  throw new BootError('Migrations run through `main.js migrate`, which says what the application role is called.');
}
