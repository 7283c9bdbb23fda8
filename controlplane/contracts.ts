import { type Bringing, bringing, type Together } from './bringing.ts'

/** Every route of the door for people, by method and address. */
export const contracts = Object.assign({}, ...bringing('api').map(({ api }) => api)) as Together<
  Bringing<'api'>['api']
>
