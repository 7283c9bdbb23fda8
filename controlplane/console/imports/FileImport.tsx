import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportKind } from '../parts/lists.ts'
import { lists } from '../parts/lists.ts'
import { DropZone } from './DropZone.tsx'
import classes from './imports.module.css'
import { Outcome } from './Outcome.tsx'
import { RefusedFile } from './RefusedFile.tsx'
import { type ChosenFile, readFile } from './readFile.ts'

/** A file is tried as soon as it is chosen; taking it over is a second step. */
export function FileImport({ kind }: { kind: ImportKind }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<ChosenFile>()
  const [refused, setRefused] = useState<'too_large' | 'empty_file'>()
  const dry = useMutation({
    networkMode: 'always',
    mutationFn: async (file: File) => {
      const read = await readFile(file)
      if (!read.ok) return setRefused(read.refusal)
      setChosen(read.file)
      return lists[kind].take({ ...read.file, dryRun: true })
    },
  })
  const take = useMutation({
    networkMode: 'always',
    mutationFn: (file: ChosenFile) => lists[kind].take({ ...file, dryRun: false, goodRows: true }),
    onSuccess: () => client.invalidateQueries(),
  })
  const choose = (file: File) => {
    setRefused(undefined)
    setChosen(undefined)
    take.reset()
    dry.mutate(file)
  }
  const said = take.data ? take : dry
  const error = take.error ?? dry.error
  return (
    <>
      <DropZone choose={choose} hasChosen={dry.variables !== undefined} />
      <div role="status" className={classes.progress}>
        {dry.isPending && t('imports.reading')}
        {take.isPending && t('imports.taking')}
      </div>
      {(refused || error) && !dry.isPending && (
        <RefusedFile name={dry.variables?.name ?? ''} refusal={refused} error={error} />
      )}
      {said.data && chosen && !refused && !error && (
        <Outcome
          key={said.submittedAt}
          kind={kind}
          name={chosen.name}
          answer={said.data}
          isTaking={take.isPending}
          take={() => take.mutate(chosen)}
        />
      )}
    </>
  )
}
