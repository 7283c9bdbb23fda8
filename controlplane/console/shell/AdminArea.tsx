import { Link, Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Page } from '../ui/Page.tsx'
import ui from '../ui/ui.module.css'
import classes from './admin.module.css'
import { adminPages } from './adminPages.ts'

/** Everything of Beheer, with a row of links to the pages that this person may see; for others words instead of a refusal. */
export function AdminArea() {
  const { t } = useTranslation()
  const { roles } = useMe()
  const path = useRouterState({ select: ({ matches }) => matches.at(-1)?.pathname ?? '' })
  const page = adminPages.find(({ to }) => path.startsWith(to))
  return (
    <>
      <nav className={classes.links} aria-label={t('admin.links')}>
        {adminPages
          .filter(({ policy }) => mayDo(roles, policy))
          .map(({ key, to, icon: Icon }) => (
            <Link key={key} to={to} activeOptions={{ includeSearch: false }}>
              <Icon size={16} aria-hidden stroke={1.75} />
              {t(`admin.pages.${key}`)}
            </Link>
          ))}
      </nav>
      {page && !mayDo(roles, page.policy) ? <NothingHere name={t(`admin.pages.${page.key}`)} /> : <Outlet />}
    </>
  )
}

/** Beheer itself is no page: it opens the first of them that the person may see. */
export function FirstPage() {
  const { t } = useTranslation()
  const { roles } = useMe()
  const first = adminPages.find(({ policy }) => mayDo(roles, policy))
  if (first) return <Navigate to={first.to} replace />
  return <NothingHere name={t('pages.admin')} />
}

function NothingHere({ name }: { name: string }) {
  const { t } = useTranslation()
  return (
    <Page name={name} headline={t('admin.none')}>
      <p className={ui.soft}>{t('admin.noneNext')}</p>
    </Page>
  )
}
