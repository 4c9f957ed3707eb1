/**
 * Gathers what is asked for in one turn of the event loop and does it together: `all` gets every item and gives an answer for
 * each, in their order. While two batches are under way, what comes rides in the next.
 */
export function perTurn<Item, Answer>(all: (items: readonly Item[]) => Promise<readonly Answer[]>): (item: Item) => Promise<Answer> {
  let pending: Array<{ readonly item: Item; readonly answer: PromiseWithResolvers<Answer> }> = [];
  let scheduled = false;
  let underWay = 0;

  async function flush(): Promise<void> {
    scheduled = false;
    const batch = pending.slice(0, itemsMax);
    pending = pending.slice(itemsMax);
    underWay += 1;
    try {
      const answers = await all(batch.map(({ item }) => item));
      for (const [index, { answer }] of batch.entries()) answer.resolve(answers[index] as Answer);
    } catch (error) {
      for (const { answer } of batch) answer.reject(error);
    } finally {
      underWay -= 1;
      schedule();
    }
  }

  function schedule(): void {
    if (scheduled || pending.length === 0 || underWay >= underWayMax) return;
    scheduled = true;
    setImmediate(() => void flush());
  }

  return (item) => {
    const answer = Promise.withResolvers<Answer>();
    pending.push({ item, answer });
    schedule();
    return answer.promise;
  };
}

const itemsMax = 500;
/** While one batch commits, the next one may already be sent. */
const underWayMax = 2;
