--liquibase formatted sql

--changeset sightline:004-calls
create table calls (
  workspace varchar(39) not null,
  id varchar(41) not null,
  technician varchar(40) not null,
  technician_name varchar(240) not null,
  customer_name varchar(240) not null,
  state varchar(20) not null,
  created_at bigint not null,
  live_at bigint,
  ended_at bigint,
  end_reason varchar(60),
  version bigint not null,
  primary key (workspace, id)
);
create index calls_age on calls (workspace, created_at);
create index calls_state on calls (state);
--rollback drop table calls;

--changeset sightline:004-call-invitations
create table call_invitations (
  workspace varchar(39) not null,
  token_hash varchar(64) not null,
  call_id varchar(41) not null,
  role varchar(20) not null,
  expires_at bigint not null,
  revoked boolean not null,
  primary key (workspace, token_hash),
  constraint call_invitations_call foreign key (workspace, call_id) references calls (workspace, id)
);
create index call_invitations_of_call on call_invitations (workspace, call_id);
--rollback drop table call_invitations;

--changeset sightline:004-call-consents
create table call_consents (
  workspace varchar(39) not null,
  call_id varchar(41) not null,
  number integer not null,
  participant varchar(40) not null,
  role varchar(20) not null,
  consent varchar(20) not null,
  at bigint not null,
  primary key (workspace, call_id, number),
  constraint call_consents_call foreign key (workspace, call_id) references calls (workspace, id)
);
--rollback drop table call_consents;
