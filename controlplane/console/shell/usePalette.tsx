import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { HitWords } from './HitWords.tsx'
import type { ObjectName } from './registry.ts'
import classes from './search.module.css'
import type { Hands } from './shellActions.ts'
import { type Act, useActsOf, useActWords, useAnywhere, useObjectHere, usePageActs } from './useActs.ts'
import { useClasses } from './useClasses.ts'
import { type Hit, useHits } from './useSearch.ts'

/** Less than this finds every action. */
const shortest = 2

/** One thing to choose. `object`: what it is, so that its own actions can be asked for. */
export type Choice = { value: string; draw: ReactNode; run: (() => void) | undefined; object?: ObjectName }
export type Group = { key: string; label: string; choices: Choice[] }

type Open = { hit: (hit: Hit) => void; all: (kind: Hit['kind'], q: string) => void }

/** Everything that can be chosen for what stands there; of `acting` only what can be done with it. */
export function usePalette(text: string, acting: ObjectName | undefined, open: Open, hands: Hands) {
  const { t } = useTranslation()
  const { groups: hitGroups, isCurrent, state } = useHits(text)
  const children = useClasses(
    hitGroups.flatMap(({ hits }) => hits.flatMap(hit => (hit.kind === 'trajectories' ? [hit.row.code] : []))),
  )
  const typed = text.trim()
  const here = useObjectHere()
  const of = acting ?? here
  const hasWords = useActWords(acting !== undefined || typed.length >= shortest)
  const ofObject = (useActsOf(of) ?? []).map(act => choiceOf(act, acting ? undefined : of?.id))
  const anywhere = useAnywhere(hands).filter(({ isKeyOnly }) => !isKeyOnly)
  const pages = usePageActs().filter(({ finds }) => isFound(finds, typed))
  const acts = [...ofObject, ...anywhere.map(act => choiceOf(act))]
  if (acting) {
    const groups = hasWords ? [{ key: 'acts', label: acting.id, choices: ofObject }] : []
    return { groups: groups.filter(hasChoices), isCurrent: ofObject.length > 0, state: 'searching' } as const
  }
  const found = hasWords && typed.length >= shortest ? acts.filter(({ finds }) => isFound(finds, typed)) : []
  const groups: Group[] = [
    { key: 'pages', label: t('search.groups.pages'), choices: pages.map(act => choiceOf(act)) },
    ...hitGroups.map(({ kind, hits, isMore }) => ({
      key: kind,
      label: t(`search.groups.${kind}`),
      choices: [
        ...hits.map(hit => ({
          value: hit.choice,
          draw: <HitWords hit={hit} className={children.get(idOf(hit))} />,
          run: () => open.hit(hit),
          object: { kind, id: idOf(hit) },
        })),
        ...(isMore
          ? [{ value: `all ${kind}`, draw: t(`search.all.${kind}`), run: () => open.all(kind, typed) }]
          : []),
      ],
    })),
    { key: 'acts', label: t('search.groups.acts'), choices: found },
  ]
  return { groups: groups.filter(hasChoices), isCurrent, state }
}

function hasChoices({ choices }: Group): boolean {
  return choices.length > 0
}

export function idOf(hit: Hit): string {
  if (hit.kind === 'tickets') return String(hit.row.no)
  return hit.kind === 'sets' ? hit.row.label : hit.row.code
}

/** Every word that was typed begins a word by which it is looked for. */
function isFound(finds: string, typed: string): boolean {
  const [words, asked] = [finds, typed].map(text =>
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  ) as [string[], string[]]
  return asked.length > 0 && asked.every(begin => words.some(word => word.startsWith(begin)))
}

function choiceOf({ key, says, finds, whyNot, run }: Act, what?: string): Choice & { finds: string } {
  return {
    value: `act ${key}`,
    finds,
    run: whyNot === undefined ? run : undefined,
    draw: (
      <>
        <span className={whyNot === undefined ? undefined : classes.hitBy}>{says}</span>
        <span className={classes.hitPlace}>{whyNot ?? what}</span>
      </>
    ),
  }
}
