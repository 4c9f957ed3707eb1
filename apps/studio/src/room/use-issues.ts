import { type ProcessFile, type ProcessIssue, type Surroundings, validateProcess } from '@weft/process';
import { useEffect, useMemo, useState } from 'react';
import { useConnections } from '../client/connections.ts';
import { useProcesses } from '../client/processes.ts';
import { stepCatalog } from '../editor/step-catalog.ts';

type CheckExpression = NonNullable<Surroundings['checkExpression']>;

/** How long the draft stays untouched before it is looked through: typing is not held up by the rules. */
const quietMs = 200;

/** What is wrong with the draft, worked out again soon after each change. */
export function useIssues(current: ProcessFile): readonly ProcessIssue[] {
  const file = useSettled(current);
  const connections = useConnections().data;
  const processes = useProcesses().data;
  const checkExpression = useExpressionCheck();
  return useMemo(
    () =>
      validateProcess(file, stepCatalog, {
        ...(connections === undefined ? {} : { connections }),
        ...(processes === undefined ? {} : { processes: processes.map(({ id, name, live }) => ({ id, name, isLive: live !== null })) }),
        ...(checkExpression === undefined ? {} : { checkExpression }),
      }),
    [file, connections, processes, checkExpression],
  );
}

/** The value once it has not changed for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), quietMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** The expression parser is large and not needed for the first paint. */
function useExpressionCheck(): CheckExpression | undefined {
  const [check, setCheck] = useState<CheckExpression | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    void import('@weft/expression').then(({ checkExpression, checkTemplate }) => {
      if (!wanted) return;
      setCheck(() => (source: string, kind: 'expression' | 'template') => {
        return (kind === 'expression' ? checkExpression(source) : checkTemplate(source))?.message;
      });
    });
    return () => {
      wanted = false;
    };
  }, []);
  return check;
}
