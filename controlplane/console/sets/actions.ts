import type { Action } from '../session/actions.ts'

export const newSet: Action<unknown> = {
  verb: 'sets.new.add',
  synonyms: 'sets.new.synonyms',
  policy: 'registerSets',
  run: (_nothing, { navigate }) => navigate({ to: '/sets/new' }),
}
