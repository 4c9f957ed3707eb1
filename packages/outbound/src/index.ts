export { type AllowList, readAllowList } from './allow-list.ts';
export { type OutboundAgentOptions, outboundAgent } from './outbound-agent.ts';
export { createOutboundGuard, type OutboundGuardOptions, type Resolve } from './outbound-guard.ts';
export { createOutboundPost, type OutboundPost } from './outbound-post.ts';
export { outboundRefusal } from './outbound-refusal.ts';
export { isPublicAddress } from './public-address.ts';
