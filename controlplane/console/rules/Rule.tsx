import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleNow } from '../../signals/settings/api.ts'
import { buttonLook } from '../ui/Button.tsx'
import split from '../ui/listAndOne.module.css'
import { parseRulesAddress } from './address.ts'
import { type Draft, noDraft } from './draft.ts'
import { Replay } from './Replay.tsx'
import { RuleForm } from './RuleForm.tsx'
import { RuleHistory } from './RuleHistory.tsx'

type Props = { rule: RuleNow; usual: { lesson: number; otherwise: number } }

/** The chosen rule: its numbers, what they would have done, and who changed them. */
export function Rule({ rule, usual }: Props) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const [draft, setDraft] = useState<Draft>(noDraft)
  useEffect(() => {
    // Whoever chose a row wants to do something here; whoever came by an address has not begun yet.
    if (document.activeElement?.hasAttribute('data-row')) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <section aria-labelledby="rule">
      <p className={split.back}>
        <Link
          to="/admin/rules"
          search={({ q, family, state }) => parseRulesAddress({ q, family, state })}
          className={buttonLook()}
          resetScroll={false}
        >
          <IconArrowLeft size={16} aria-hidden /> {t('rules.back')}
        </Link>
      </p>
      <h2 id="rule" ref={heading} tabIndex={-1} className={split.title}>
        {t(`ticket.symptom.${rule.name}`)}
      </h2>
      <RuleForm rule={rule} usual={usual} draft={draft} change={setDraft} />
      <Replay rule={rule} draft={draft} />
      <RuleHistory rule={rule} />
    </section>
  )
}
