/** What a set sends: a line a kind, named as on the wire. */
export { check } from './check.ts'
export { answer } from './command.ts'
export { renew } from './enrolment.ts'
export { event } from './facts.ts'
export { help } from './help.ts'
export { today } from './lessons.ts'
export { bye, hello, lost } from './presence.ts'
export { report } from './report.ts'
