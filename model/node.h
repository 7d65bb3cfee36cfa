/* For the files that build expressions; nobody else needs it. */
#ifndef MODEL_NODE_H
#define MODEL_NODE_H

struct node;

void node_free(struct node *node); /* and what is below; NULL is fine */

#endif
