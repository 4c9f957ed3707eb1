export { type ExecuteJob, executeJobSchema } from './execute-job.ts';
export type { CallConsumer, CallConsumerOptions, CallQueue, ConsumedCall, QueueBackend } from './queue.ts';
export type { Answer, ReplyListener, ReplySender, WireReply } from './reply.ts';
// to come: openCallQueue(backend), openCallConsumer(options), openReplyListener(options), openReplySender(options)
