package org.sightline.persistence.internal.stores;

import java.util.List;
import java.util.Optional;
import javax.persistence.EntityManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.CallState;
import org.sightline.calls.ConsentRecord;
import org.sightline.calls.Invitation;
import org.sightline.calls.spi.CallStore;
import org.sightline.events.Event;
import org.sightline.persistence.internal.Transactions;
import org.sightline.persistence.internal.rows.CallRow;
import org.sightline.persistence.internal.rows.ConsentRow;
import org.sightline.persistence.internal.rows.InvitationRow;
import org.sightline.persistence.internal.rows.OutboxRow;
import org.sightline.persistence.internal.rows.RowKey;
import org.sightline.tenancy.WorkspaceId;

/** Calls, invitations and consents. */
@Component
public final class JpaCallStore implements CallStore {
    private final Transactions transactions;

    @Activate
    public JpaCallStore(@Reference Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void insert(WorkspaceId workspace, Call call, Invitation invitation, List<Event> events) {
        Ownership.require(workspace, call.workspace(), invitation.workspace());
        transactions.write(em -> {
            em.persist(new CallRow(call));
            em.flush(); // before the rows that refer to it
            em.persist(new InvitationRow(invitation));
            OutboxRow.write(em, events);
            return null;
        });
    }

    @Override
    public boolean update(WorkspaceId workspace, Call call, List<Event> events) {
        return transactions.write(em -> {
            if (!Versions.advance(em, "calls", workspace, call.id().value(), call.version())) {
                return false;
            }
            em.find(CallRow.class, new RowKey(workspace, call.id().value())).change(call);
            OutboxRow.write(em, events);
            return true;
        });
    }

    @Override
    public Optional<Call> find(WorkspaceId workspace, CallId id) {
        return transactions.read(em -> Optional.ofNullable(em.find(CallRow.class, new RowKey(workspace, id.value())))
                .map(CallRow::value));
    }

    @Override
    public List<Call> newest(WorkspaceId workspace, int limit) {
        return transactions.read(em -> em
                .createQuery(
                        "select c from CallRow c where c.key.workspace = :workspace"
                                + " order by c.createdAt desc, c.key.id desc",
                        CallRow.class)
                .setParameter("workspace", workspace.value())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(CallRow::value)
                .toList());
    }

    @Override
    public List<Call> unfinished() {
        return transactions.read(em -> em
                .createQuery("select c from CallRow c where c.state <> :ended", CallRow.class)
                .setParameter("ended", CallState.ENDED.name())
                .getResultList()
                .stream()
                .map(CallRow::value)
                .toList());
    }

    @Override
    public void replaceInvitation(WorkspaceId workspace, Invitation invitation) {
        Ownership.require(workspace, invitation.workspace());
        transactions.write(em -> {
            em.createQuery("update InvitationRow i set i.revoked = true"
                            + " where i.key.workspace = :workspace and i.call = :call and i.role = :role")
                    .setParameter("workspace", workspace.value())
                    .setParameter("call", invitation.call().value())
                    .setParameter("role", invitation.role().name())
                    .executeUpdate();
            em.persist(new InvitationRow(invitation));
            return null;
        });
    }

    @Override
    public Optional<Invitation> findInvitation(WorkspaceId workspace, String tokenHash) {
        return transactions.read(
                em -> Optional.ofNullable(em.find(InvitationRow.class, new RowKey(workspace, tokenHash)))
                        .map(InvitationRow::value));
    }

    @Override
    public void insertConsent(WorkspaceId workspace, ConsentRecord consent, List<Event> events) {
        Ownership.require(workspace, consent.workspace());
        transactions.writeNext(em -> {
            em.persist(new ConsentRow(
                    consent, consentRows(em, workspace, consent.call()).size() + 1));
            OutboxRow.write(em, events);
            return null;
        });
    }

    @Override
    public List<ConsentRecord> consents(WorkspaceId workspace, CallId call) {
        return transactions.read(em ->
                consentRows(em, workspace, call).stream().map(ConsentRow::value).toList());
    }

    private static List<ConsentRow> consentRows(EntityManager em, WorkspaceId workspace, CallId call) {
        return em.createQuery(
                        "select c from ConsentRow c where c.key.workspace = :workspace and c.key.owner = :call"
                                + " order by c.key.number",
                        ConsentRow.class)
                .setParameter("workspace", workspace.value())
                .setParameter("call", call.value())
                .getResultList();
    }
}
