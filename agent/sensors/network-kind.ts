import { join } from 'node:path'
import type { InterfaceKind } from '../../protocol/facts.ts'
import type { Read } from './asking.ts'
import { orUndefined, readLinkName, readNames, readNumber, readText, resolvePath } from './reading.ts'

/** Interfaces on top of others, at most: a bridge over a bond over cards. */
const layersMax = 3

/** Drivers of telephones and mobile cards that look like an ordinary network card. */
const mobileDrivers: readonly string[] = [
  'ipheth',
  'rndis_host',
  'qmi_wwan',
  'cdc_mbim',
  'huawei_cdc_ncm',
  'sierra_net',
]
/** They look like a card as well: a telephone or a computer on the other side leads on, nobody knows over what. */
const notCards: readonly string[] = ['bluetooth', 'gadget']
/** Names that the system gives to what it dials with. */
const dialled = /^(wwan|ppp|rmnet)\d/

/** What an interface is: by what it says of itself, then by what it runs over. */
export function readKind(sys: string, name: string): Promise<Read<InterfaceKind>> {
  return name === '' ? Promise.resolve({ ok: true, value: 'none' }) : kindOf(sys, name, layersMax)
}

async function kindOf(sys: string, name: string, layers: number): Promise<Read<InterfaceKind>> {
  const folder = join(sys, 'class/net', name)
  const [uevent, type, ...links] = await Promise.all([
    readText(join(folder, 'uevent')).then(orUndefined),
    readNumber(join(folder, 'type')).then(orUndefined),
    resolvePath(join(folder, 'phy80211')),
    resolvePath(join(folder, 'wireless')),
    resolvePath(join(folder, 'device')),
  ])
  const silent = [uevent, type, ...links].find(read => !read.ok)
  if (silent?.ok === false) return silent
  const [phy, wireless, device] = links.map(read => (read.ok ? read.value : undefined))
  const says = uevent.ok ? /^DEVTYPE=(\w+)\s*$/m.exec(uevent.value ?? '')?.[1] : undefined
  if (says === 'wlan' || phy !== undefined || wireless !== undefined) return { ok: true, value: 'wifi' }
  if (says === 'wwan') return { ok: true, value: 'mobile' }
  if (says !== undefined && notCards.includes(says)) return { ok: true, value: 'other' }
  if (device !== undefined && type.ok && type.value === 1) return wiredOrMobile(device)
  if (dialled.test(name)) return { ok: true, value: 'mobile' }
  return layers > 0 ? kindBelow(sys, folder, layers) : { ok: true, value: 'other' }
}

async function wiredOrMobile(device: string): Promise<Read<InterfaceKind>> {
  const driver = await readLinkName(join(device, 'driver'))
  if (!driver.ok) return driver
  return { ok: true, value: mobileDrivers.includes(driver.value ?? '') ? 'mobile' : 'wired' }
}

/** A bridge, a bond or a virtual network is what all the cards below it are; tunnels tell of none. */
async function kindBelow(sys: string, folder: string, layers: number): Promise<Read<InterfaceKind>> {
  const names = await readNames(folder)
  if (!names.ok) return names
  const below = names.value.flatMap(name => /^lower_(.+)$/.exec(name)?.[1] ?? [])
  const reads = await Promise.all(below.map(name => kindOf(sys, name, layers - 1)))
  const silent = reads.find(read => !read.ok)
  if (silent) return silent
  const kinds = new Set(reads.flatMap(read => (read.ok ? [read.value] : [])))
  // What programs hang into a bridge for their guests is no way out.
  kinds.delete('other')
  const [kind] = kinds
  return { ok: true, value: kinds.size === 1 && kind ? kind : 'other' }
}
