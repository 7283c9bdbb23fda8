import { Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useWhoMay } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Page } from '../ui/Page.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { AdminList } from './AdminList.tsx'
import classes from './admin.module.css'
import type { PageName } from './areas.ts'
import { adminOf, maySee, pageAt, pages, railItemAt, railOf } from './pages.ts'
import { Tabs } from './Tabs.tsx'

/** The page of this address, when the person's roles have it, with what lies beside it; else who may, or where the day starts. */
export function OwnPages() {
  const { roles } = useMe()
  const path = useRouterState({ select: ({ matches }) => matches.at(-1)?.pathname ?? '/' })
  const page = pageAt(path)
  if (!page) return <Outlet />
  if (!maySee(roles, page)) return path === '/' ? <Start /> : <NotYours page={page} />
  if (railItemAt(roles, page) === 'admin')
    return (
      <div className={classes.area}>
        <AdminList />
        <div>
          <Outlet />
        </div>
      </div>
    )
  return (
    <>
      {path === pages[page].to && <Tabs page={page} />}
      <Outlet />
    </>
  )
}

/** Where the day of the person's roles starts. */
export function Start() {
  const { roles } = useMe()
  const [first] = railOf(roles)
  return first ? <Navigate to={first.to} replace /> : <NoPages />
}

/** Beheer itself is no page: it opens the first that the person may see. */
export function AdminStart() {
  const { roles } = useMe()
  const first = adminOf(roles)[0]?.pages[0]
  return first ? <Navigate to={pages[first].to} replace /> : <NotYours page="people" />
}

function NotYours({ page }: { page: PageName }) {
  const { t } = useTranslation()
  const sayWho = useWhoMay()
  return (
    <Page name={t(`pages.${page}`)} headline={t(`pages.${page}`)}>
      <p>{sayWho(pages[page].policy)}</p>
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
