/**
 * Where posts may be used from, where the operator has said so: the networks of administrators, and those of posts that
 * work with a guarded line or may open what is sealed. Looked at with every request, so that a session that is carried
 * out of the house opens nothing there. It comes on top of the sign-in and never in its place.
 */
import type { BlockList } from 'node:net';
import type { Grant } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { isWorking } from './grants.ts';
import { isListed, networkList } from './network-list.ts';
import { worksGuarded } from './security-settings.ts';
import type { SignInSettings } from './sign-in-settings.ts';

export type PostNetworks = {
  readonly administrators: BlockList | null;
  readonly guarded: BlockList | null;
};

export function postNetworks(config: SignInSettings): PostNetworks {
  return {
    administrators: networkList(config.admin_networks),
    guarded: networkList(config.guarded_networks),
  };
}

export function isElsewhere(
  networks: PostNetworks,
  guardedLines: readonly string[],
  grant: Grant,
  address: string,
): boolean {
  const list = isWorking(grant.role)
    ? worksGuarded(grant, guardedLines) && networks.guarded
    : networks.administrators;
  return list ? !isListed(list, address) : false;
}

export function fromElsewhere(): Problem {
  const message = {
    en: 'This post is used from the networks that the operator has named (TAIZHANG_ADMIN_NETWORKS, TAIZHANG_GUARDED_NETWORKS), and this machine is in none of them. Go to a machine of the office, or switch to another post.',
    zh: '该岗位只能在系统管理方指定的网络内使用（TAIZHANG_ADMIN_NETWORKS、TAIZHANG_GUARDED_NETWORKS），当前设备不在其中。请改用单位内的设备，或切换到其他岗位。',
  };
  return new Problem('not-allowed', message, [{ field: 'network', message }]);
}
