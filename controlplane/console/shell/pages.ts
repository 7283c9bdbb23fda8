import { IconSettings } from '@tabler/icons-react'
import { type Look, looks } from '../../people/rules.ts'
import { mayDo } from '../session/useMay.ts'
import type { Together } from '../ui/words.ts'
import { families, groups, having, type PageName, rails } from './areas.ts'

type Pages = Together<ReturnType<typeof having<'pages'>>[number]['pages']>

/** Every page with a name. An address is the same for every role. */
export const pages: Pages = Object.assign({}, ...having('pages').map(area => area.pages))
export const pageNames = Object.keys(pages) as PageName[]

export type RailItem = {
  name: PageName | 'admin'
  to: (typeof pages)[PageName]['to']
  icon: typeof IconSettings
}

export function maySee(held: readonly Look[], name: PageName): boolean {
  return mayDo(held, pages[name].policy)
}

/** More do not fit on a phone. */
const railMax = 7

/** The rail of who holds these roles: that of each role, one after the other. */
export function railOf(held: readonly Look[]): RailItem[] {
  const all = looks.filter(role => held.includes(role)).flatMap(role => rails[role])
  const own = [...new Set(all)].flatMap(name => (name === 'admin' ? [] : [{ name, ...pages[name] }]))
  const [beheer] = all.includes('admin') ? adminOf(held) : []
  if (!beheer) return own
  const item = { name: 'admin', to: pages[beheer.pages[0]!].to, icon: IconSettings } as const
  // What does not fit beside Beheer is found in it, if it is there at all.
  const tooMany = Math.max(0, own.length + 1 - railMax)
  const left = own.filter(({ name }) => isOfAdmin(name)).slice(-tooMany || own.length)
  return [...own.filter(each => !left.includes(each)), item]
}

function isOfAdmin(name: PageName): boolean {
  return groups.some(({ pages }) => (pages as readonly PageName[]).includes(name))
}

/** The groups of Beheer, with what these roles may see; a group that nothing fills is not there. */
export function adminOf(held: readonly Look[]) {
  return groups
    .map(({ key, pages }) => ({ key, pages: pages.filter(name => maySee(held, name)) as PageName[] }))
    .filter(({ pages }) => pages.length > 0)
}

/** The page that an address belongs to, by the longest that it begins with; undefined: it belongs to none. */
export function pageAt(path: string): PageName | undefined {
  return pageNames
    .filter(name => (name === 'now' ? path === '/' : path.startsWith(pages[name].to)))
    .toSorted((a, b) => pages[b].to.length - pages[a].to.length)[0]
}

/** What else lies beside this page, itself included; empty: nothing. */
export function besides(held: readonly Look[], name: PageName): PageName[] {
  const family = families.find(family => family.includes(name)) ?? []
  const seen = family.filter(each => maySee(held, each))
  return seen.length > 1 ? seen : []
}

/** What in the rail this page lies under; undefined: nothing of it. */
export function railItemAt(held: readonly Look[], name: PageName): RailItem['name'] | undefined {
  const rail = railOf(held).map(item => item.name)
  const head = families.find(family => family.includes(name))?.[0]
  if (rail.includes(name)) return name
  if (head !== undefined && rail.includes(head)) return head
  return isOfAdmin(name) && rail.includes('admin') ? 'admin' : undefined
}
