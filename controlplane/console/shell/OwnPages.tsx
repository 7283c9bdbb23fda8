import { Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mayDo, useWhoMay } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Page } from '../ui/Page.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { pageAt, usePages } from './pages.ts'

/** The page of this address, when the person's roles have it; else the first that they have, or why there is none. */
export function OwnPages() {
  const { roles } = useMe()
  const pages = usePages()
  const path = useRouterState({ select: ({ matches }) => matches.at(-1)?.pathname ?? '/' })
  const page = pageAt(path)
  if (!page || mayDo(roles, page.policy)) return <Outlet />
  if (path !== '/') return <NotYours page={page} />
  const [first] = pages
  return first ? <Navigate to={first.to} replace /> : <NoPages />
}

function NotYours({ page: { key, policy } }: { page: NonNullable<ReturnType<typeof pageAt>> }) {
  const { t } = useTranslation()
  const sayWho = useWhoMay()
  return (
    <Page name={t(`pages.${key}`)} headline={t(`pages.${key}`)}>
      <p>{sayWho(policy)}</p>
    </Page>
  )
}

function NoPages() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { roles } = useMe()
  const title = t('people.noPages.title')
  return (
    <Page name={title} headline={title}>
      <p>{t('people.noPages.roles', { roles: formats.all(roles.map(role => t(`people.aRole.${role}`))) })}</p>
      <p className={ui.soft}>{t('people.noPages.next')}</p>
    </Page>
  )
}
