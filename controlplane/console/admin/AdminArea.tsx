import { Link, Navigate, Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mayDo } from '../people/useMay.ts'
import { useMe } from '../people/useMe.ts'
import { Page } from '../shell/Page.tsx'
import ui from '../ui/ui.module.css'
import classes from './admin.module.css'
import { adminPages } from './pages.ts'

/** Everything of Beheer, with a row of links to the pages that this person may see. */
export function AdminArea() {
  const { t } = useTranslation()
  const { roles } = useMe()
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
      <Outlet />
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

/** A page of Beheer for who may see it; for others words instead of a refusal by the server. */
export function ForWhoMay({
  page,
  children,
}: {
  page: (typeof adminPages)[number]['key']
  children: React.ReactNode
}) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const { policy } = adminPages.find(({ key }) => key === page)!
  if (mayDo(roles, policy)) return children
  return <NothingHere name={t(`admin.pages.${page}`)} />
}

function NothingHere({ name }: { name: string }) {
  const { t } = useTranslation()
  return (
    <Page name={name} headline={t('admin.none')}>
      <p className={ui.soft}>{t('admin.noneNext')}</p>
    </Page>
  )
}
