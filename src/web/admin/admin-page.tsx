/** Administration: one line on each of its rooms, and whose work it is. */
import { roles } from '#engine/permission.ts';
import { GoLink } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { useSession } from '../shell/session.tsx';
import './admin.css';
import { adminRooms } from './admin-rooms.ts';

export function AdminPage() {
  const { say } = useLanguage();
  const { grant } = useSession();
  return (
    <div className="page">
      <title>{say('Administration · Taizhang', '系统管理 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{say('Administration', '系统管理')}</h1>
          <p className="about">
            {say(
              'Three administrators do it, and none of them can do the others’ work; what belongs to a line is kept by the county and the bureau.',
              '实行三员分立，系统、安全保密、审计互不兼任；业务标准由县（区）局和市局维护。',
            )}
          </p>
        </div>
      </div>
      <ul className="admin-index" style={{ maxWidth: 900 }}>
        {adminRooms.map((room) => (
          <li key={room.to}>
            <span>
              {room.roles.includes(grant.role) ? (
                <GoLink to={room.to}>{say(room.label)}</GoLink>
              ) : (
                say(room.label)
              )}
            </span>
            <span>
              {say(room.about)}
              <span className="who" style={{ display: 'block' }}>
                {room.roles.map((role) => say(roles[role])).join(say(', ', '、'))}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
