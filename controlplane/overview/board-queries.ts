import type { Database } from '../platform/database.ts'
import type { BoardPair, BoardSide } from './api.ts'

type SideRow = BoardSide & { side: 'home' | 'school' }
type PairRow = {
  trajectory: string
  code: string | null
  name: string | null
  municipality: string | null
  sides: SideRow[] | null
}

/** Open pairs with both sides; all of them, or those that hold one of the named sets. */
export async function findBoardPairs(
  sql: Database,
  labels: readonly string[] | undefined,
): Promise<BoardPair[]> {
  const rows = await sql<PairRow[]>`
    select t.code as trajectory, l.code, l.name, l.municipality, p.sides
    from trajectories t
    left join locations l on l.id = t.school_location_id
    left join lateral (
      select json_agg(json_build_object(
        'side', p.side, 'set', s.label,
        'presence', coalesce(c.presence, 'unheard'),
        'presenceSince', (extract(epoch from c.presence_since) * 1000)::int8,
        'heardAt', (extract(epoch from c.heard_at) * 1000)::int8,
        'camera', coalesce(m.camera, 'unknown'),
        'simulated', coalesce(m.simulated, false)
      )) as sides
      from pair_sets p join sets s on s.id = p.set_id
      left join devices d on d.set_id = s.id and d.live
      left join connections c on c.device_no = d.device_no
      left join summaries m on m.device_no = d.device_no
      where p.trajectory_id = t.id and p.until_at is null
    ) p on true
    ${
      labels === undefined
        ? sql``
        : sql`where t.id in (
            select p.trajectory_id from pair_sets p join sets s on s.id = p.set_id
            where s.label = any(${labels as string[]}::text[]) and p.until_at is null
          )`
    }
    order by t.code`
  return rows.map(asPair)
}

function asPair({ trajectory, code, name, municipality, sides }: PairRow): BoardPair {
  const place = code === null ? null : { code, name, municipality }
  return { trajectory, place, home: sideOf(sides, 'home'), school: sideOf(sides, 'school') }
}

function sideOf(sides: SideRow[] | null, wanted: SideRow['side']): BoardSide | null {
  const found = sides?.find(({ side }) => side === wanted)
  if (!found) return null
  const { side: _, ...rest } = found
  return rest
}
