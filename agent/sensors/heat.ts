import { basename, join } from 'node:path'
import type { Read } from './asking.ts'
import { readNames, readNumber, readText, unreadable } from './reading.ts'

/** One place where heat is measured, by what it is measured in. */
export type Heat = { part: 'processor' | 'other' | 'board'; celsius: Read<number> }

/** What drivers call the sensors inside processors, by their whole names; small boards have one for each part of it. */
const processorNames =
  /^(coretemp|k8temp|k10temp|zenpower\d*|via_cputemp|x86_pkg_temp|scpi_sensors|(big|little)core\d*[-_]thermal|(cpu|soc|cpuss|cluster|package)[-_\d]*(therm|thermal)([-_]zone)?\d*)$/i
/** Drivers of chips with sockets for sensors, of which most boards leave some empty: those say anything. */
const boardDrivers = /^(nct|it8|w83|f71|f81|sch5|lm7|lm8|adt7|asus_wmi_sensors$|asusec$|gigabyte_wmi$)/
/** Of such a chip, what it asks the processor itself is no socket; as its driver labels it. */
const asksProcessor =
  /^(PECI Agent \d+|SMBUSMASTER \d+|TSI\d+_TEMP|CPU( Package)?|CPU( Socket)? Temperature)$/

/** Everything that measures heat and is switched on. */
export async function readHeat(sys: string): Promise<Heat[]> {
  const [zones, chips] = await Promise.all([
    readEach(join(sys, 'class/thermal'), /^thermal_zone\d+$/, readZone),
    readEach(join(sys, 'class/hwmon'), /^hwmon/, readChip),
  ])
  return [...zones, ...chips]
}

/**
 * The hottest of those that tell. Empty sockets of a board are asked when nothing else tells; what lies outside the
 * processor says nothing of a processor that does not tell.
 */
export function hottest(heats: readonly Heat[]): Read<number> {
  const told = (heat: Heat) => heat.celsius.ok
  const inside = heats.filter(({ part }) => part === 'processor')
  const silent = inside.some(told) ? undefined : inside.find(({ celsius }) => !celsius.ok)
  if (silent) return silent.celsius
  const outside = heats.filter(({ part }) => part !== 'board')
  const asked = outside.some(told) ? outside : heats
  const celsius = asked.flatMap(({ celsius: read }) => (read.ok ? [read.value] : []))
  if (celsius.length > 0) return { ok: true, value: Math.max(...celsius) }
  return heats[0]?.celsius ?? unreadable('absent')
}

async function readEach(
  folder: string,
  device: RegExp,
  read: (folder: string) => Promise<Heat[]>,
): Promise<Heat[]> {
  const devices = await readNames(folder)
  if (!devices.ok) return [{ part: 'processor', celsius: devices }]
  const found = devices.value.filter(name => device.test(name)).map(name => read(join(folder, name)))
  return (await Promise.all(found)).flat()
}

async function readZone(folder: string): Promise<Heat[]> {
  const [type, mode] = await Promise.all(['type', 'mode'].map(name => readText(join(folder, name))))
  if (mode?.ok && mode.value === 'disabled') return []
  const celsius = await readCelsius(join(folder, 'temp'))
  return !celsius.ok && celsius.reason === 'absent' ? [] : [{ part: partOf(type), celsius }]
}

/** A chip with several inputs; a faulty one and one that is switched off are empty sockets. */
async function readChip(folder: string): Promise<Heat[]> {
  const [name, files] = await Promise.all([readText(join(folder, 'name')), readNames(folder)])
  const part = partOf(name)
  if (!files.ok) return [{ part, celsius: files }]
  const inputs = files.value.flatMap(file => /^(temp\d+)_input$/.exec(file)?.[1] ?? [])
  // Drivers of old hang what they measure on the device itself.
  if (inputs.length === 0 && files.value.includes('device') && basename(folder) !== 'device') {
    return readChip(join(folder, 'device'))
  }
  const read = inputs.map(async input => {
    const is = async (end: string) => {
      const file = `${input}_${end}`
      const said = files.value.includes(file) ? await readText(join(folder, file)) : undefined
      return said?.ok ? said.value : undefined
    }
    if ((await is('fault')) === '1' || (await is('enable')) === '0') return undefined
    return { label: await is('label'), celsius: await readCelsius(join(folder, `${input}_input`)) }
  })
  const told = (await Promise.all(read)).filter(one => one !== undefined)
  // Some processors add degrees for their fan to this one, and say the true ones beside it.
  const isTrue = told.some(({ label, celsius }) => label === 'Tdie' && celsius.ok)
  return told
    .filter(({ label }) => !(isTrue && label === 'Tctl'))
    .map(({ label = '', celsius }) => {
      return { part: part === 'board' && asksProcessor.test(label) ? 'other' : part, celsius }
    })
}

/** What does not tell what it is may be the processor. */
function partOf(name: Read<string> | undefined): Heat['part'] {
  if (!name?.ok) return name === undefined || name.reason === 'absent' ? 'other' : 'processor'
  if (processorNames.test(name.value)) return 'processor'
  return boardDrivers.test(name.value) ? 'board' : 'other'
}

/** What lies outside says that nothing is wired; silicon no longer works there. */
const celsiusMin = -40
const celsiusMax = 125

/** Thousandths of degrees; some drivers say whole ones. Exactly none is a sensor that is not wired. */
async function readCelsius(file: string): Promise<Read<number>> {
  const read = await readNumber(file)
  if (!read.ok) return read
  const celsius = Math.abs(read.value) < 1000 ? read.value : read.value / 1000
  const isPlausible = celsius !== 0 && celsius >= celsiusMin && celsius <= celsiusMax
  return isPlausible ? { ok: true, value: celsius } : unreadable('failed')
}
