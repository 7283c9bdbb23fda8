import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleNow } from '../../signals/settings/api.ts'
import { Refused } from '../data/Refused.tsx'
import { Button, buttonLook } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import split from '../ui/listAndOne.module.css'
import { Missing } from '../ui/Missing.tsx'
import { Page } from '../ui/Page.tsx'
import { Said } from '../ui/Said.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { parseRulesAddress, type RulesAddress } from './address.ts'
import { Filters } from './Filters.tsx'
import { offLook } from './looks.ts'
import { Rule } from './Rule.tsx'
import { RuleList } from './RuleList.tsx'
import { useFound } from './useFound.ts'
import { useRules } from './useRules.ts'

/** What is watched, and for what somebody is called: each rule a sentence that may be edited. */
export function RulesPage() {
  const { t } = useTranslation()
  const address = useSearch({ from: '/admin/rules' })
  const navigate = useNavigate({ from: '/admin/rules' })
  const { data, error, refetch } = useRules()
  const found = useFound(data?.rules, address)
  const chosen = data?.rules.find(({ name }) => name === address.rule)
  const change = (search: RulesAddress) => navigate({ search, replace: true, resetScroll: false })
  return (
    <Page name={t('pages.rules')} headline={useHeadline(data?.rules, found, address)} sub={t('rules.what')}>
      <div className={split.columns} data-split="wide" data-chosen={address.rule !== undefined}>
        <div className={split.list}>
          <ListPage
            filters={<Filters address={address} change={change} rules={data?.rules} />}
            total={found?.length}
            failed={
              !data &&
              error && <Refused what={t('rules.failed')} error={error} retry={() => void refetch()} />
            }
            empty={
              <EmptyState title={t('rules.noneNext')}>
                <Button onClick={() => change(parseRulesAddress({ rule: address.rule }))}>
                  {t('rules.clear')}
                </Button>
              </EmptyState>
            }
          >
            {found && <RuleList rules={found} chosen={address.rule} />}
          </ListPage>
        </div>
        <div className={split.one}>
          {data && chosen && <Rule key={chosen.name} rule={chosen} usual={data.usualClearSeconds} />}
          {data && !chosen && <NoneChosen isMissing={address.rule !== undefined} />}
        </div>
      </div>
    </Page>
  )
}

function useHeadline(
  rules: readonly RuleNow[] | undefined,
  found: readonly RuleNow[] | undefined,
  { q, family, state }: RulesAddress,
): ReactNode {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!rules || !found) return t('pages.rules')
  const says = (count: number) => ({ count, number: formats.number(count) })
  if (q !== undefined || family !== undefined || state !== undefined)
    return found.length === 0 ? t('rules.none') : t('rules.found', says(found.length))
  const off = rules.filter(({ isOn }) => !isOn).length
  if (off === 0) return t('rules.allOn', says(rules.length))
  return <Said {...offLook}>{t('rules.someOff', says(off))}</Said>
}

function NoneChosen({ isMissing }: { isMissing: boolean }) {
  const { t } = useTranslation()
  if (!isMissing) return <p className={`${ui.soft} ${split.hint}`}>{t('rules.choose')}</p>
  return (
    <Missing next={t('rules.missing')}>
      <Link to="/admin/rules" search={{}} className={buttonLook()}>
        {t('rules.back')}
      </Link>
    </Missing>
  )
}
