package org.sightline.events.artemis.internal;

import javax.jms.Connection;
import javax.jms.DeliveryMode;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageConsumer;
import javax.jms.MessageProducer;
import javax.jms.Session;
import javax.jms.TextMessage;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession.QueueQuery;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.sightline.events.Event;
import org.sightline.events.spi.EventTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to a broker. It finds a broker again that went away; what is asked of it meanwhile fails after seconds. */
final class BrokerConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final long ANSWER_MILLIS = 5_000;

    private final ActiveMQConnectionFactory factory;
    private final Connection connection;
    private final Session sending;
    private final MessageProducer producer;

    BrokerConnection(String url, String user, String password) throws JMSException {
        factory = factory(url);
        try {
            connection = user.isEmpty() ? factory.createConnection() : factory.createConnection(user, password);
            sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            producer = sending.createProducer(sending.createQueue(ArtemisTransport.QUEUE));
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            connection.start();
        } catch (JMSException | RuntimeException e) {
            close(); // ends the connection too
            throw e;
        }
    }

    private static ActiveMQConnectionFactory factory(String url) {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
        factory.setUseGlobalPools(false); // its threads end with it
        factory.setThreadPoolMaxSize(4);
        factory.setScheduledThreadPoolMaxSize(1);
        factory.setInitialConnectAttempts(1);
        factory.setReconnectAttempts(-1);
        factory.setRetryInterval(500);
        factory.setRetryIntervalMultiplier(2);
        factory.setMaxRetryInterval(10_000);
        factory.setCallTimeout(ANSWER_MILLIS);
        factory.setCallFailoverTimeout(ANSWER_MILLIS);
        factory.setProducerWindowSize(-1); // sends wait for the broker's answer, not for credit
        factory.setConsumerWindowSize(64 << 10);
        factory.setBlockOnDurableSend(true);
        return factory;
    }

    void send(Event event) throws JMSException {
        producer.send(sending.createTextMessage(EventJson.write(event)));
    }

    /** Delivers in transactions: what the receiver refuses is rolled back, and the broker counts that. */
    AutoCloseable receive(EventTransport.Receiver receiver) throws JMSException {
        Session receiving = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = receiving.createConsumer(receiving.createQueue(ArtemisTransport.QUEUE));
        consumer.setMessageListener(message -> deliver(receiving, message, receiver));
        return receiving;
    }

    private static void deliver(Session session, Message message, EventTransport.Receiver receiver) {
        try {
            if (handle(message, receiver)) {
                session.commit();
            } else {
                session.rollback();
            }
        } catch (JMSException e) {
            LOG.warn("a delivery could not be completed; the event will come again", e);
        }
    }

    private static boolean handle(Message message, EventTransport.Receiver receiver) throws JMSException {
        if (!(message instanceof TextMessage text)) {
            LOG.warn("a message that is no text was refused");
            return false;
        }
        try {
            receiver.on(EventJson.read(text.getText()));
            return true;
        } catch (Exception e) { // a boundary: the receiver may throw anything
            LOG.debug("an event was refused", e);
            return false;
        }
    }

    long deadLetters() throws JMSException, ActiveMQException {
        try (Session asking = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            QueueQuery answer = ((ActiveMQSession) asking)
                    .getCoreSession()
                    .queueQuery(SimpleString.of(ArtemisTransport.DEAD_LETTERS));
            return answer.isExists() ? answer.getMessageCount() : 0;
        }
    }

    @Override
    public void close() {
        factory.close();
    }
}
