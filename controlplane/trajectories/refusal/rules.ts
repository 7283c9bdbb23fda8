/** Why a change of a trajectory is refused. */
export const trajectoryRefusals = {
  unknown_trajectory: {
    status: 404,
    message: 'No trajectory has the code {where}.',
    expected: 'the code of a trajectory',
  },
  unknown_pause: {
    status: 404,
    message: 'This trajectory has no such pause.',
    expected: 'a pause of this trajectory',
  },
  unknown_set: {
    status: 422,
    message: 'No set has the label {where}.',
    expected: 'the label of a registered set',
  },
  unknown_location: {
    status: 422,
    message: 'No location has the code {where}.',
    expected: 'the code of a registered location',
  },
  wrong_place: {
    status: 422,
    message: 'This location is not of the kind of that side: {where}.',
    expected: 'a home or a hospital for the home side, a school for the school side',
  },
  wrong_kind: {
    status: 422,
    message: 'This set is made for the other side: {where}.',
    expected: 'a set of that kind',
  },
  set_in_pair: {
    status: 409,
    message: 'This set is in another pair: {where}.',
    expected: 'a set without a pair',
  },
  unknown_counsellor: {
    status: 422,
    message: 'No counsellor has the account {where}.',
    expected: 'the account of somebody with the role of counsellor',
  },
  not_yours_to_give: {
    status: 403,
    message: 'A trajectory is given to somebody else by a team lead.',
    expected: 'your own account, or the role of lead or admin',
  },
  wrong_side: {
    status: 422,
    message: 'This milestone is not asked of that side: {where}.',
    expected: 'a side that the milestone is asked of, or none where it is asked once',
  },
  wrong_day: {
    status: 422,
    message: 'This day cannot be right: {where}.',
    expected: 'what came about lies between 2000-01-01 and tomorrow, what is planned before 2100',
  },
  registered_already: {
    status: 409,
    message: 'Both agreements are signed, so that it cannot be withdrawn any more.',
    expected: 'the milestone stop_decided',
  },
  pause_wrong_order: {
    status: 422,
    message: 'A pause cannot end before it begins: {where}.',
    expected: 'a last day that is not before the first',
  },
  pause_overlaps: {
    status: 409,
    message: 'There is a pause in these days already, from {where}.',
    expected: 'days outside every other pause',
  },
  too_many_pauses: {
    status: 409,
    message: 'This trajectory has as many pauses as one can have.',
    expected: 'at most 50 pauses',
  },
} as const
export type TrajectoryRefusal = keyof typeof trajectoryRefusals

/** Pauses of one trajectory. */
export const pausesMax = 50

type Reason = { refusal: TrajectoryRefusal; where?: string }
/** A change that was refused: why, and what is meant; and what else is wrong with it. */
export type Refusal = Reason & { ok: false; others?: readonly Reason[] }

export function refuse(refusal: TrajectoryRefusal, where?: string): Refusal {
  return { ok: false, refusal, ...(where === undefined ? {} : { where }) }
}

/** All that is wrong, the first of it first; undefined: nothing is. */
export function refuseAll(outcomes: readonly ({ ok: true } | Refusal)[]): Refusal | undefined {
  const [first, ...others] = outcomes.filter(outcome => !outcome.ok)
  return first && { ...first, ...(others.length > 0 && { others: others.map(reasonOf) }) }
}

function reasonOf({ refusal, where }: Refusal): Reason {
  return { refusal, ...(where !== undefined && { where }) }
}
