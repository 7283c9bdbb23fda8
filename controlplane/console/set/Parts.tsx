import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Component } from '../../sets/api.ts'
import { refusalOf, type SetDetail, tell, whereOf } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { useWhy } from '../data/refusals/useWhy.ts'
import { offerUndo } from '../data/undo.ts'
import { ComponentFields, trimmed } from '../parts/ComponentFields.tsx'
import { GatedButton } from '../session/GatedButton.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'

/** What the set is made of, changed where it stands, and put back in one press. */
export function Parts({ set: { label, components } }: { set: SetDetail }) {
  const { t } = useTranslation()
  const [isChanging, setChanging] = useState(false)
  return (
    <Panel
      id="parts"
      title={t('set.parts')}
      aside={
        !isChanging && (
          <GatedButton policy="registerSets" id="change-parts" look="quiet" onClick={() => setChanging(true)}>
            {t('set.changeParts.does')}
          </GatedButton>
        )
      }
    >
      {isChanging ? (
        <PartsForm label={label} components={components} close={() => setChanging(false)} />
      ) : (
        <List components={components} />
      )}
    </Panel>
  )
}

type FormProps = { label: string; components: readonly Component[]; close: () => void }

function PartsForm({ label, components, close }: FormProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [typed, setTyped] = useState<readonly Component[]>(components)
  const save = useMutation({
    networkMode: 'always',
    mutationFn: (components: Component[]) =>
      tell('PUT /api/sets/:label/components', { label }, { components }),
    onSettled: () => client.invalidateQueries({ queryKey: ['set', label] }),
  })
  const why = useWhy(save.error)
  const taken = refusalOf(save.error) === 'serial_taken' ? whereOf(save.error) : undefined
  const submit = () =>
    save.mutate(trimmed(typed), {
      onSuccess: () => {
        close()
        offerUndo(t('set.changeParts.saved'), () => save.mutateAsync([...components]))
      },
    })
  return (
    <Form
      layout="inset"
      label={t('set.changeParts.does')}
      isBusy={save.isPending}
      submit={submit}
      cancel={close}
    >
      <ComponentFields
        components={typed}
        taken={taken !== undefined && why ? { serial: taken, says: why.says } : undefined}
        change={components => {
          if (save.error) save.reset()
          setTyped(components)
        }}
      />
      <FormFoot
        save={t(save.isPending ? 'component.saving' : 'set.changeParts.save')}
        isBusy={save.isPending}
        cancel={{ says: t('set.changeParts.cancel'), run: close }}
      />
      <Refused error={taken === undefined ? save.error : undefined} />
    </Form>
  )
}

function List({ components }: { components: readonly Component[] }) {
  const { t } = useTranslation()
  return (
    <>
      {components.length === 0 && <p className={ui.soft}>{t('set.noParts')}</p>}
      <Facts>
        {components.map(({ type, make, model, serial }) => (
          <Fact
            key={`${type} ${make} ${model} ${serial}`}
            label={t(`component.type.${type}`)}
            note={
              <>
                <span className={ui.hidden}>{t('component.serial')} </span>
                {serial ? <code>{serial}</code> : <Unknown />}
              </>
            }
          >
            {make} {model}
          </Fact>
        ))}
      </Facts>
    </>
  )
}
