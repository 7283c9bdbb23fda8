import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { folder, known, plantedTree, type Tree, unknown } from '../../test/support/planted-tree.ts'
import { readTemperature, watchThrottling } from './system.ts'

let machine: ReturnType<typeof plantedTree>
beforeEach(() => {
  machine = plantedTree()
})
afterEach(() => machine.remove())

type Files = Record<string, string>
const zone = (at: number, files: Files) => folder(`sys/class/thermal/thermal_zone${at}`, files)
const chip = (at: number, files: Files) => folder(`sys/class/hwmon/hwmon${at}`, files)

async function heat(...trees: Tree[]) {
  machine.plant(Object.assign({}, ...trees))
  return readTemperature(machine.roots)
}

describe('the heat of a set', () => {
  it('is that of the processor, though a zone of the board stays cool for ever', async () => {
    const board = zone(0, { type: 'acpitz', temp: '27800' })
    expect(await heat(board, chip(3, { name: 'k10temp', temp1_input: '91250' }))).toEqual(known(91.25))
  })

  it('is that of the hottest core', async () => {
    const cores = { temp1_input: '61000', temp2_input: '58000', temp5_input: '97000' }
    expect(await heat(chip(0, { name: 'coretemp', ...cores }))).toEqual(known(97))
  })

  it('is unknown when the processor does not tell, whatever others say', async () => {
    machine.plant({ 'sys/class/hwmon/hwmon2/temp1_input/': '' })
    const others = [zone(0, { type: 'acpitz', temp: '31000' }), chip(2, { name: 'coretemp' })]
    expect(await heat(...others)).toEqual(unknown('failed'))
  })

  it('is unknown when what does not tell has no name, or is all of one list: it may be the processor', async () => {
    const board = zone(0, { type: 'acpitz', temp: '16800' })
    machine.plant({ 'sys/class/hwmon/hwmon2/name/': '', 'sys/class/hwmon/hwmon2/temp1_input/': '' })
    expect(await heat(board)).toEqual(unknown('failed'))
    machine.plant({ 'sys/class/hwmon/': null, 'sys/class/hwmon': '-> sys/class/hwmon' })
    expect(await heat(board)).toEqual(unknown('failed'))
    expect(await heat(board, zone(1, { type: 'x86_pkg_temp', temp: '71000' }))).toEqual(known(71))
  })

  it.each([
    'cpu-thermal',
    'cpu_thermal',
    'cpu0-thermal',
    'cpu-0-0-thermal',
    'CPU-therm',
    'soc-thermal',
    'bigcore0-thermal',
    'package-thermal',
  ])('is unknown when the processor of a small board, %s, does not tell', async type => {
    machine.plant({ 'sys/class/thermal/thermal_zone1/temp/': '' })
    const others = [zone(0, { type: 'gpu-thermal', temp: '41000' }), zone(1, { type })]
    expect(await heat(...others)).toEqual(unknown('failed'))
  })

  it('is told by those that can be read when another part than the processor cannot', async () => {
    machine.plant({ 'sys/class/hwmon/hwmon5/temp1_input/': '' })
    const others = [zone(0, { type: 'x86_pkg_temp', temp: '64000' }), chip(5, { name: 'iwlwifi_1' })]
    expect(await heat(...others)).toEqual(known(64))
  })

  it.each([
    ['-273200', unknown('failed')],
    ['0', unknown('failed')],
    ['127500', unknown('failed')],
    ['6553500', unknown('failed')],
    ['54', known(54)],
    ['54000\0', known(54)],
    ['54000\r', known(54)],
    ['', unknown('failed')],
    ['0x30', unknown('failed')],
  ])('that says %j is %j', async (temp, right) => {
    expect(await heat(zone(0, { type: 'cpu-thermal', temp }))).toEqual(right)
  })

  it('is not that of a zone that is switched off, nor of an input that is faulty or off', async () => {
    const off = zone(1, { type: 'charger', mode: 'disabled', temp: '99000' })
    const faulty = { name: 'amdgpu', temp1_input: '99000', temp1_fault: '1' }
    const unused = { temp2_input: '98000', temp2_enable: '0', temp3_input: '52000' }
    expect(await heat(off, chip(1, { ...faulty, ...unused }))).toEqual(known(52))
    machine.remove()
    expect(await heat(off)).toEqual(unknown('absent'))
  })

  it('is not that of an empty socket of the board, unless the board alone can tell', async () => {
    const board = chip(4, { name: 'nct6798', temp1_input: '36000', temp4_input: '118000' })
    expect(await heat(board, chip(1, { name: 'coretemp', temp1_input: '49000' }))).toEqual(known(49))
    machine.remove()
    expect(await heat(chip(4, { name: 'it8728', temp1_input: '36000' }))).toEqual(known(36))
  })

  it('is that of the processor as the board asks it, also beside a zone that stays cool for ever', async () => {
    const sockets = {
      temp1_label: 'SYSTIN',
      temp1_input: '34000',
      temp3_label: 'AUXTIN0',
      temp3_input: '118000',
    }
    const asked = { temp7_label: 'PECI Agent 0', temp7_input: '93500' }
    const cool = zone(0, { type: 'acpitz', temp: '16800' })
    expect(await heat(cool, chip(1, { name: 'nct6798', ...sockets, ...asked }))).toEqual(known(93.5))
  })

  it('is told by a driver of old, which hangs it on the device', async () => {
    const device = { name: 'coretemp', temp2_input: '66000' }
    expect(await heat(folder('sys/class/hwmon/hwmon0/device', device))).toEqual(known(66))
  })

  it('leaves out the degrees that a processor adds for its fan', async () => {
    const both = { temp1_label: 'Tctl', temp1_input: '97000', temp2_label: 'Tdie', temp2_input: '70000' }
    expect(await heat(chip(0, { name: 'zenpower', ...both }))).toEqual(known(70))
  })
})

const core = (at: number, count: number, whole = 0) =>
  folder(`sys/devices/system/cpu/cpu${at}/thermal_throttle`, {
    core_throttle_count: String(count),
    package_throttle_count: String(whole),
  })
const firmware = (bits: string) => folder('sys/devices/platform/soc/soc:firmware', { get_throttled: bits })

/** What is found at each look, after the one before. */
async function slowed(...looks: Tree[]) {
  const look = watchThrottling(machine.roots)
  const found = []
  for (const tree of looks) {
    machine.plant(tree)
    found.push(await look())
  }
  return found
}

describe('a processor that is slowed down', () => {
  it('shows whichever of its cores it is, and when it is the whole package', async () => {
    const before = { ...core(0, 0), ...core(1, 61), ...core(11, 7) }
    const found = await slowed(before, core(11, 8), {}, core(1, 61, 4))
    expect(found).toEqual([known(false), known(true), known(false), known(true)])
  })

  it('is not seen in a count that began anew, in a core that came later, or in one that went', async () => {
    const gone = { 'sys/devices/system/cpu/cpu1/': null }
    const found = await slowed({ ...core(0, 900), ...core(1, 5) }, core(0, 3), core(2, 44), gone)
    expect(found).toEqual(Array(4).fill(known(false)))
  })

  it('is unknown when one of its cores does not tell and no other was slowed', async () => {
    const silent = { 'sys/devices/system/cpu/cpu1/thermal_throttle/core_throttle_count': null }
    const denied = { 'sys/devices/system/cpu/cpu1/thermal_throttle/core_throttle_count/': '' }
    const [, unsure, sure] = await slowed(
      { ...core(0, 1), ...core(1, 1) },
      { ...silent, ...denied },
      core(0, 2),
    )
    expect([unsure, sure]).toEqual([unknown('failed'), known(true)])
  })

  it('shows by the bits of a small board: now, or since the last look', async () => {
    const found = await slowed(...['0', '4', '50000', '50000', '0x50005'].map(firmware))
    expect(found).toEqual([known(false), known(true), known(true), known(false), known(true)])
    expect(await slowed(firmware('no'))).toEqual([unknown('failed')])
  })

  it('shows by the alarm of low voltage of a small board', async () => {
    const alarm = (on: string) => chip(1, { name: 'rpi_volt', in0_lcrit_alarm: on })
    expect(await slowed(alarm('0'), alarm('1'))).toEqual([known(false), known(true)])
  })
})
