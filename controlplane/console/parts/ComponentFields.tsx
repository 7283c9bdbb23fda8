import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Component } from '../../sets/api.ts'
import { componentsMax, componentTypes } from '../../sets/rules.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import ui from '../ui/ui.module.css'
import classes from './componentFields.module.css'

const longest = 60
const nothing: Component = { type: 'camera', make: '', model: '', serial: null }

type Props = {
  components: readonly Component[]
  change: (components: Component[]) => void
  /** A serial that another component has already, and how that is said. */
  taken?: { serial: string; says: string } | undefined
}

/** What a set is made of, a row each; a serial may be scanned. */
export function ComponentFields({ components, change, taken }: Props) {
  const { t } = useTranslation()
  const set = (place: number, part: Partial<Component>) =>
    change(components.map((one, at) => (at === place ? { ...one, ...part } : one)))
  return (
    <fieldset className={classes.list} aria-label={t('component.list')}>
      {[...components.entries()].map(([place, component]) => (
        <div key={place} className={classes.row}>
          <SelectField
            label={t('component.what')}
            value={component.type}
            options={componentTypes.map(value => ({ value, says: t(`component.type.${value}`) }))}
            change={type => set(place, { type })}
          />
          {(['make', 'model'] as const).map(name => (
            <TextField
              key={name}
              label={t(`component.${name}`)}
              required
              maxLength={longest}
              value={component[name]}
              change={text => set(place, { [name]: text })}
            />
          ))}
          <TextField
            label={t('component.serial')}
            isScanned
            maxLength={longest}
            problem={taken && taken.serial === component.serial ? taken.says : undefined}
            value={component.serial ?? ''}
            change={text => set(place, { serial: text || null })}
          />
          <IconButton
            icon={IconX}
            label={t('component.remove', { what: t(`component.type.${component.type}`) })}
            onClick={() => change(components.filter((_, at) => at !== place))}
          />
        </div>
      ))}
      {components.length < componentsMax ? (
        <Button look="quiet" onClick={() => change([...components, nothing])}>
          <IconPlus size={16} aria-hidden /> {t('component.add')}
        </Button>
      ) : (
        <p className={ui.soft}>{t('component.full', { max: componentsMax })}</p>
      )}
    </fieldset>
  )
}

/** As it is kept: without blanks around it. */
export function trimmed(components: readonly Component[]): Component[] {
  return components.map(({ type, make, model, serial }) => ({
    type,
    make: make.trim(),
    model: model.trim(),
    serial: serial?.trim() || null,
  }))
}
