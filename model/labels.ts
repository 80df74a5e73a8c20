/** Labels of this project on Swarm objects: what writes them and what reads them must agree. */

/** Marks an object as ours, `<project>/<stack>`: foreign objects of the same name are refused, not taken over. */
export const ownerLabel = "centrifugo-swarm.stack";

/** On a secret: what its values are for, separated by commas (`token`, `api-key`, `redis-password`). */
export const rolesLabel = "centrifugo-swarm.roles";

/** On the Centrifugo service: channels that the application uses, separated by commas or spaces. */
export const channelsLabel = "centrifugo-swarm.channels";
