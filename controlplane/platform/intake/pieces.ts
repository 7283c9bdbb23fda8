import { isAway } from '../postgres/database.ts'
import { type BatchParts, type Heard, isWhole, type Stored, storeBatch } from './batch.ts'
import type { Broken, Message } from './reading.ts'

/** When so many sets at once send what is refused for its content, the fault may be ours: nothing is put aside. */
const devicesAtFaultMax = 10
/** A failure that may pass is tried so often before what causes it is looked for. */
const triesBeforeDividing = 3
/** After so many of one set, or of one kind of which none could be stored, the rest of them waits for its next time. */
const refusedPerSetMax = 3
const refusedPerKindMax = 20

type Refused = { heard: Heard; failure: unknown }

/** A batch on its way: what is still to be stored, in pieces that each have a transaction, and what was refused alone. */
export type Work = { pieces: Heard[][]; refused: Refused[]; left: Heard[]; storedKinds: Set<string> }

export function openWork(heard: readonly Heard[]): Work {
  return { pieces: [[...heard]], refused: [], left: [], storedKinds: new Set() }
}

/**
 * Stores a batch and tells what is stored as soon as it is. What the database refuses is found by halving, so that it
 * holds back nothing else: refused for its content it is put aside, as broken; else, and when that is said to ten sets
 * at once, it is left (`work.left`), neither stored nor acknowledged. Throws what may pass; called again, it goes on.
 */
export async function storeInPieces(
  parts: BatchParts,
  work: Work,
  { attempt, tell }: { attempt: number; tell(stored: Stored): void },
): Promise<void> {
  for (;;) {
    await storePieces(parts, work, { attempt, tell })
    const aside = work.refused.filter(({ heard, failure }) => isWhole(heard) && isAboutContent(failure))
    const isOurs = new Set(aside.map(({ heard }) => heard.device.no)).size >= devicesAtFaultMax
    work.left.push(...work.refused.filter(one => isOurs || !aside.includes(one)).map(({ heard }) => heard))
    work.refused = []
    if (isOurs || aside.length === 0) return
    work.pieces = [aside.map(({ heard, failure }) => asBroken(heard as Message, failure))]
  }
}

async function storePieces(
  parts: BatchParts,
  work: Work,
  { attempt, tell }: { attempt: number; tell(stored: Stored): void },
): Promise<void> {
  for (;;) {
    const piece = work.pieces[0]
    if (piece === undefined) return
    try {
      const stored = await storeBatch(parts, piece)
      work.pieces.shift()
      for (const { kind } of stored.fresh) work.storedKinds.add(kind)
      tell(stored)
    } catch (failure) {
      if (!isAboutContent(failure) && (mayPass(failure) || attempt < triesBeforeDividing)) throw failure
      work.pieces.shift()
      divide(work, piece, failure)
    }
  }
}

function divide(work: Work, piece: Heard[], failure: unknown): void {
  const [only, ...others] = piece
  if (only !== undefined && others.length === 0) {
    work.refused.push({ heard: only, failure })
    leaveLikeIt(work, only)
    return
  }
  // What one set sent stays together: when it is refused, it is found together.
  const sorted = piece.toSorted((a, b) => a.device.no - b.device.no)
  const middle = sorted.length >> 1
  work.pieces.unshift(sorted.slice(0, middle), sorted.slice(middle))
}

function leaveLikeIt(work: Work, { device, kind }: Heard): void {
  const refused = work.refused.map(({ heard }) => heard)
  const isSetOut = refused.filter(one => one.device.no === device.no).length >= refusedPerSetMax
  const isKindOut =
    !work.storedKinds.has(kind) && refused.filter(one => one.kind === kind).length >= refusedPerKindMax
  if (!isSetOut && !isKindOut) return
  const isOut = (one: Heard) => (isSetOut && one.device.no === device.no) || (isKindOut && one.kind === kind)
  work.left.push(...work.pieces.flat().filter(isOut))
  work.pieces = work.pieces.map(piece => piece.filter(one => !isOut(one))).filter(piece => piece.length > 0)
}

/** The database is away, or two transactions were in each other's way: the same again may succeed. */
function mayPass(failure: unknown): boolean {
  const { code } = failure as { code?: string }
  return isAway(failure) || (typeof code === 'string' && /^(40|55P03|57014|25006)/.test(code))
}

/** Class 22, or class 23 that names a constraint or column (23514 without one is a missing partition). */
function isAboutContent(failure: unknown): boolean {
  const { code, constraint_name, column_name } = failure as {
    code?: string
    constraint_name?: string
    column_name?: string
  }
  if (typeof code !== 'string') return false
  return code.startsWith('22') || (code.startsWith('23') && Boolean(constraint_name ?? column_name))
}

function asBroken(message: Message, failure: unknown): Broken {
  const { body, ...head } = message
  const { code = 'unknown' } = failure as { code?: string }
  return {
    ...head,
    problem: [{ where: '/body', expected: `something the database can hold (SQLSTATE ${code})` }],
    payload: JSON.stringify(body),
  }
}
