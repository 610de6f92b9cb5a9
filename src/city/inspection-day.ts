/**
 * What an inspection finds ready on the first start: a sampling list that the county has drawn, with its seed and its
 * trips planned, and drawings in place of photographs at the items of Zhenluo's standards that ask for one.
 */
import { addDays, dayInShanghai } from '#engine/day.ts';
import type { Actor } from '#engine/permission.ts';
import { leavesOf } from '#engine/standard.ts';
import type { StandardItem } from '#engine/standard.ts';
import { drawList, planTrips } from '#server/offices/sampling.ts';
import type { City } from '#server/open.ts';
import { addAttachment } from '#server/records/attachments.ts';
import { getRecord } from '#server/records/read.ts';
import { writeRecords } from '#server/records/write.ts';
import { readAs, writeContext } from '#server/services.ts';
import { actorOf } from './actor-of-staff.ts';
import { idOf } from './chance.ts';
import { drawnPicture } from './drawn-pictures.ts';
import type { PictureKind } from './drawn-pictures.ts';
import { zhenluoCode } from './places.ts';
import { demoStaff } from './staff.ts';
import { workdayFrom } from './steps.ts';

/** Of the committees below Zhenluo, so many show photographs: the others are for the visitor to add. */
const committeesShown = 3;

/** Once; what is drawn later is the visitor's. */
export async function playInspectionDay(city: City, say: (line: string) => void): Promise<void> {
  const { services } = city;
  const id = idOf('sampling/first');
  const { rows } = await services.owner.query('select 1 from sampling where id = $1', [id]);
  if (rows.length > 0) return;
  const county = await actorOf(city, demoStaff('county'));
  await drawFirst(city, county, id);
  const { planned } = await planTrips(services, county, id);
  const pictures = await hangPictures(city, await actorOf(city, demoStaff('zhenluo')));
  say(`Inspections: a list drawn by lot, ${planned} trips planned, ${pictures} pictures.`);
}

async function drawFirst({ services }: City, county: Actor, id: string): Promise<void> {
  const today = dayInShanghai(services.clock());
  const fields = {
    topic: '司法所规范化巩固情况年终抽查',
    bodies: 'office',
    strata: 'whole',
    wanted: 3,
    rest_months: null,
    planned_on: workdayFrom(addDays(today, 9)),
  };
  await writeRecords(writeContext(services, county), [
    { write_id: idOf('sampling/first/prepare'), type: 'sampling', id, deeds: [{ action: 'prepare', fields }] },
  ]); // prettier-ignore
  const drawing = { write_id: idOf('sampling/first/draw'), expected_version: 1 };
  // The city is the same wherever it is brought in, and so is what was drawn in it.
  await drawList(services, county, id, drawing, idOf('sampling/first/seed').replaceAll('-', ''));
}

/** Which drawing shows what an item asks for. */
function kindFor({ item }: StandardItem): PictureKind | null {
  const said = item ?? '';
  if (/标牌|标识|牌匾/.test(said)) return 'sign';
  if (/场所|用房|调解室/.test(said)) return 'room';
  if (/档案|卷宗/.test(said)) return 'files';
  return /上墙|公示/.test(said) ? 'rules' : null;
}

async function hangPictures({ services }: City, director: Actor): Promise<number> {
  const { owner, book, writer } = services;
  const { rows } = await owner.query(
    `select 'office_assessment' as type, o.standardised_by as id from office o join unit u on u.id = o.unit_id where u.code = $1
      union all (select 'assessment', c.standardised_by from committee c
        where starts_with(c.path, $2) and c.standardised_by is not null order by c.path, c.id limit $3)`,
    [zhenluoCode, director.grant.path, committeesShown],
  );
  let hung = 0;
  for (const { type: name, id } of rows as { type: string; id: string | null }[]) {
    if (!id) continue;
    const type = book.record(name);
    const record = await readAs(services, director, (client) => getRecord(client, type, id));
    for (const item of leavesOf(record['items'] as StandardItem[])) {
      const kind = kindFor(item);
      const asks = (item as { evidence?: string | null }).evidence === '照片';
      if (!kind || !asks) continue;
      const about = `${id}/${item.code}`;
      await addAttachment(writer, type, record, {
        id: idOf(`picture/${about}`),
        paper: `item-${item.code}`,
        name: `${(item.item ?? '').split('：')[0]}（示意图）.png`,
        content: drawnPicture(kind, about),
        person_id: director.person_id,
      });
      hung++;
    }
  }
  return hung;
}
