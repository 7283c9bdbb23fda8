import type { Receivers } from '../platform/intake/contract.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import { queueWork } from '../platform/work/actions.ts'
import { purgeMessages } from './purge/actions.ts'
import { recordSaid } from './said/actions.ts'
import { messagesAtHello, messageWork } from './told/live.ts'

/** What somebody saw or answered is followed by what the message belongs to. */
function messageReceivers({ now }: { now(): number }): Receivers<'said'> {
  return {
    async said(tx, said) {
      await queueWork(tx, 'message_answered', await recordSaid(tx, said), now())
      return []
    },
  }
}

export const messages = {
  receivers: messageReceivers,
  atHello: messagesAtHello,
  work: messageWork,
  jobs: ({ owner }: { owner: Database }): Job[] => [
    { name: 'purge messages', cron: '0 27 2 * * *', run: now => purgeMessages(owner, now) },
  ],
}
