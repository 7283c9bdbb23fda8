import { NowPage } from '../now/NowPage.tsx'
import { NobodyBar } from './NobodyBar.tsx'

/** Nu, which also says when nobody is on duty. */
export function NowRoute() {
  return <NowPage notice={<NobodyBar />} />
}
