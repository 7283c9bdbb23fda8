import Type, { type Static } from 'typebox'
import { type Contracts, closed, Done, Instant, Nothing, orNull, Text } from '../../platform/http/api.ts'
import { AccountId } from '../api.ts'

const nameLengthMax = 60

/** A screen on the wall: it shows what goes on now, without names, and nothing else. */
const WallRow = Type.Object(
  {
    id: AccountId,
    name: Text,
    /** Who answers for it: it ends when this account is shut or may make no walls any more. */
    madeBy: orNull(Text),
    createdAt: Instant,
    /** When it last asked for what goes on, to the minute. */
    usedAt: Instant,
    endsAt: Instant,
  },
  closed,
)
const WallsPage = Type.Object({ at: Instant, walls: Type.Array(WallRow) }, closed)
export type WallRow = Static<typeof WallRow>

const NewWall = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: nameLengthMax,
      pattern: '\\S',
      examples: ['Helpdesk, links'],
    }),
  },
  closed,
)
/** The token stands behind the # of the link that the screen opens: once, within ten minutes. */
const MadeWall = Type.Object({ token: Text }, closed)
const OneWall = Type.Object({ id: AccountId }, closed)

/** Screens on the wall. */
export const wallApi = {
  'GET /api/walls': { policy: 'seeWalls', answer: WallsPage },
  'POST /api/walls': { policy: 'makeWalls', body: NewWall, answer: MadeWall },
  'DELETE /api/walls/:id': {
    policy: 'seeWalls',
    params: OneWall,
    body: Nothing,
    answer: Done,
    refusals: {
      unknown_wall: {
        status: 404,
        message: 'There is no such screen, or it has ended.',
        expected: 'a screen of the list',
      },
    },
  },
} as const satisfies Contracts
