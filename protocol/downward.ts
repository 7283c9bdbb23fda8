/** What the control plane sends: a line a kind, named as on the wire. What commands is signed; the rest commands nothing. */
export { ask, lessons, message } from './command.ts'
export { certificate } from './enrolment.ts'
export { help_state } from './help.ts'
export { ack, state, welcome } from './presence.ts'
export { refused } from './refusal.ts'
