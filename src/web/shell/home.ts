import type { Role } from '#engine/permission.ts';

/** Where a person's day begins. */
export function homeOf(role: Role): string {
  switch (role) {
    case 'security_admin':
      return '/admin/accounts';
    case 'audit_admin':
      return '/admin/log';
    case 'system_admin':
      return '/admin/units';
    case 'bureau':
      return '/figures';
    case 'mediator':
    case 'clerk':
    case 'director':
    case 'county':
    case 'leader':
      return '/today';
    default:
      return role satisfies never;
  }
}
