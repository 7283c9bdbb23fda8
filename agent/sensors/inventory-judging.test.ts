import { expect, it } from 'vitest'
import { judgeDisks, judgeMachine } from './inventory-judging.ts'

const hash = (serial: string) => `#${serial}`

it.each([
  [
    'what it is called, and its serial number hashed',
    ['LENOVO', '20XW', 'PF1ABC'],
    ['LENOVO', '20XW', '#PF1ABC'],
  ],
  [
    'nothing of what its maker forgot to fill in',
    ['To be filled by O.E.M.', 'System Product Name', 'Default string'],
    [null, null, null],
  ],
  ['nothing of what the library says instead of nothing', ['', 'Computer', '-'], [null, null, null]],
  [
    'no serial number that is the same on all of them',
    ['Acer', 'TravelMate', '0123456789'],
    ['Acer', 'TravelMate', null],
  ],
  ['nothing that controls a screen', ['A\u0007cer', ' TravelMate\n', ' 12 '], ['Acer', 'TravelMate', '#12']],
])('of a machine is told %s', (_case, [manufacturer, model, serial], [make, name, serial_hash]) => {
  const said = { manufacturer: manufacturer!, model: model!, serial: serial! }
  expect(judgeMachine(said, hash)).toEqual({ make, model: name, serial_hash })
})

it('without a key no serial number is told, hashed or not', () => {
  const machine = judgeMachine({ manufacturer: 'Acer', model: 'TravelMate', serial: 'NX123' }, () => null)
  expect(machine.serial_hash).toBeNull()
})

it('disks that stay in the set are told in their order, four at most; what is plugged in is not', () => {
  const disk = (device: string, interfaceType = 'SATA') => ({
    device,
    interfaceType,
    name: `Model of ${device}`,
    serialNum: 'S1',
  })
  const names = ['/dev/nvme10n1', '/dev/nvme2n1', '/dev/sda', '/dev/sdc', '/dev/sdd']
  const found = judgeDisks([disk('/dev/sdb', 'USB'), ...names.map(name => disk(name))], hash)
  expect(found.map(({ model }) => model?.split('/').at(-1))).toEqual(['nvme2n1', 'nvme10n1', 'sda', 'sdc'])
})
