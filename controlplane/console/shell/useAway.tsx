import { IconEyeOff } from '@tabler/icons-react'
import { useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { confirmed } from '../data/confirming.ts'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import type { Notice } from './notices.ts'

/** Where the person was when nobody had touched the page for half an hour; null: they were where they may be. */
let leftAt: string | null | undefined

/**
 * Who is on duty keeps Nu, without names, when nobody touches the page; going anywhere else asks to prove to be there,
 * and leads back to where they were.
 */
export function useAway(): Notice | undefined {
  const { t } = useTranslation()
  const { how, roles } = useMe()
  const isAway = how !== 'wall' && roles.includes('wall')
  const { navigate, history } = useRouter()
  const href = useRouterState({ select: ({ location }) => location.href })
  useEffect(() => {
    const isNow = href === '/' || href.startsWith('/?')
    if (!isAway) {
      if (leftAt) history.replace(leftAt)
      leftAt = undefined
    } else if (!isNow) {
      // The page they were on is no deed of theirs; every other is.
      if (leftAt !== undefined && leftAt !== href) void confirmed()
      leftAt = href
      void navigate({ to: '/', replace: true })
    } else leftAt ??= null
  }, [isAway, href, navigate, history])
  if (!isAway) return undefined
  return {
    key: 'away',
    icon: IconEyeOff,
    says: t('people.away.says'),
    rest: t('people.away.why'),
    acts: <Button onClick={() => void confirmed()}>{t('people.away.back')}</Button>,
  }
}
