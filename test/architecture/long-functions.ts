import ts from 'typescript'
import { isTestFile, type Source } from './sources.ts'

const linesMax = 60

/** Functions that are longer than may be, a line each; what a test file groups its tests with is none. */
export function longFunctions(sources: Source[]): string[] {
  return sources.filter(({ path }) => /\.tsx?$/.test(path) && !isTestFile(path)).flatMap(longOnesOf)
}

function longOnesOf({ path, text }: Source): string[] {
  // Fewer lines than one function may have: nothing to read.
  if (text.split('\n').length <= linesMax) return []
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const lineOf = (at: number) => file.getLineAndCharacterOfPosition(at).line
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const lines = lineOf(node.end) - lineOf(node.getStart(file)) + 1
    if (lines <= linesMax) return
    if (ts.isFunctionLike(node)) found.push(`${nameOf(node)} in ${path}: ${lines} lines`)
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(file, visit)
  return found
}

function nameOf(node: ts.SignatureDeclaration): string {
  const named = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined)
  return named?.getText() ?? 'a function'
}
